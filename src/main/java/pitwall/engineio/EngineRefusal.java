package pitwall.engineio;

/** A request is refused. */
final class EngineRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final EngineError error;

  EngineRefusal(EngineError error) {
    super(error.name(), null, false, false); // everyday: no stack trace to pay for
    this.error = error;
  }

  EngineError error() {
    return error;
  }
}
