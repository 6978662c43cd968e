package pitwall.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Hands the settings to whoever injects them. */
@ApplicationScoped
class SettingsProducer {
  private static final Logger LOG = System.getLogger(SettingsProducer.class.getName());

  /** A record cannot be proxied, hence the pseudo-scope. */
  @Produces
  @Singleton
  Settings settings() {
    try {
      return SettingsReader.fromProcess();
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "Pitwall cannot start: {0}", e.getMessage());
      throw e; // the server will bury it in a stack trace
    }
  }
}
