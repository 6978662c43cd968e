package pitwall.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the settings to whoever injects them. */
@ApplicationScoped
class SettingsProducer {
  /** A record cannot be proxied, hence the pseudo-scope. */
  @Produces
  @Singleton
  Settings settings() {
    return SettingsReader.fromProcess();
  }
}
