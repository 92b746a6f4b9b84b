package dev.caravan.call;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
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

  /** For who reads all of it at once. */
  static final class Content extends ByteArrayInputStream {
    private Content(byte[] bytes) {
      super(bytes);
    }

    /** The whole of it; not to be changed. */
    byte[] bytes() {
      return buf;
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
