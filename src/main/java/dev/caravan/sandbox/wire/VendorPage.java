package dev.caravan.sandbox.wire;

import com.sun.net.httpserver.HttpHandler;

/** A page of a vendor's own, with the words of the link to it. */
public record VendorPage(String path, String title, HttpHandler handler) {}
