package dev.caravan.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * An answer that was read whole. Gives its bytes as they are, where Apache's own would copy them.
 */
final class AnswerInMemory extends AbstractHttpEntity {
  private final byte[] bytes;

  AnswerInMemory(byte[] bytes) {
    super((String) null, null);
    this.bytes = bytes;
  }

  /** For who reads all of it at once. Camel, which keeps every stream, takes it as kept. */
  static final class Content extends ByteArrayInputStream implements StreamCache {
    private Content(byte[] bytes) {
      super(bytes);
    }

    /** The whole of it; not to be changed. */
    byte[] bytes() {
      return buf;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
      return new Content(buf);
    }

    @Override
    public boolean inMemory() {
      return true;
    }

    @Override
    public long length() {
      return buf.length;
    }

    @Override
    public long position() {
      return pos;
    }
  }

  @Override
  public InputStream getContent() {
    return new Content(bytes);
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public long getContentLength() {
    return bytes.length;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
