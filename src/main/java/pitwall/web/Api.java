package pitwall.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under {@code /api} answers in JSON. */
@ApplicationPath("/api")
public class Api extends Application {}
