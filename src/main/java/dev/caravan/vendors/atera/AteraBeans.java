package dev.caravan.vendors.atera;

import dev.caravan.account.Accounts;
import dev.caravan.paging.AteraTickets;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.util.function.BiConsumer;

/** The beans of Atera's routes. */
public final class AteraBeans implements VendorBeans {
  @Override
  public String vendor() {
    return "atera";
  }

  @Override
  public void bind(BiConsumer<String, Object> registry, Services services) {
    registry.accept("ateraTickets", new AteraTickets(services.get(Accounts.class)));
    registry.accept("ateraChanges", new TicketChanges(services.get(Accounts.class)));
    registry.accept("ateraComments", new TicketComments());
    registry.accept("ateraLook", new TicketLook());
  }
}
