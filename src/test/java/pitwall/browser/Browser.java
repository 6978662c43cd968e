package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.assertj.core.api.AbstractStringAssert;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium with one tab, and what a person does and sees there. Debian's browser and driver, or
 * those that {@code pitwall.chromium} and {@code pitwall.chromedriver} name; nothing is downloaded.
 *
 * <p>For one thread.
 */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = program("pitwall.chromium", "/usr/bin/chromium");
  private static final Path DRIVER = program("pitwall.chromedriver", "/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  private static Path program(String property, String usual) {
    return Path.of(System.getProperty(property, usual));
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  static Browser start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // the tests run as root in many a container
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-GB");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** A screen of that many CSS pixels; a phone's has twice as many of its own. */
  void screen(int width, int height) {
    boolean phone = width < 600;
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
  }

  /** Leaves the page and forgets what it has stored and complained about. */
  void forget(URI site) {
    driver.get("about:blank");
    devTools(
        "Storage.clearDataForOrigin",
        Map.of("origin", site.resolve("/").toString(), "storageTypes", "all"));
    driver.manage().logs().get(LogType.BROWSER);
  }

  void open(URI page) {
    driver.get(page.toString());
  }

  void reload() {
    driver.navigate().refresh();
  }

  URI address() {
    return URI.create(driver.getCurrentUrl());
  }

  WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> elements(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  void click(String css) {
    element(css).click();
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What an element shows, null where there is none. */
  String text(String css) {
    return (String) js("return document.querySelector(arguments[0])?.innerText ?? null", css);
  }

  /** Everything that the page shows or keeps hidden, and its title. */
  String allText() {
    return (String) js("return document.title + '\\n' + document.body.textContent");
  }

  String attribute(String css, String name) {
    return (String)
        js("return document.querySelector(arguments[0])?.getAttribute(arguments[1])", css, name);
  }

  long number(String expression) {
    return ((Number) js("return " + expression)).longValue();
  }

  boolean is(String expression) {
    return (Boolean) js("return Boolean(" + expression + ")");
  }

  Object js(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that calls its last argument with the result. */
  Object jsLater(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  Map<String, Object> devTools(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** Waits until an element shows what is asked of it. */
  void awaitText(String css, java.util.function.Consumer<AbstractStringAssert<?>> asked) {
    eventually(() -> asked.accept(assertThat(text(css)).as(css)));
  }

  void awaitPhase(String phase) {
    eventually(() -> assertThat(attribute("body", "data-phase")).isEqualTo(phase));
  }

  static void eventually(org.awaitility.core.ThrowingRunnable asserted) {
    await().atMost(PATIENCE).pollInterval(GLANCE).untilAsserted(asserted);
  }

  /** What the console says in red since the last time: errors, and what the policy forbade. */
  List<String> complaints() {
    return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What the tab's scripts hold after a collection, in bytes. */
  long heap() {
    devTools("HeapProfiler.collectGarbage", Map.of());
    return ((Number) devTools("Runtime.getHeapUsage", Map.of()).get("usedSize")).longValue();
  }

  /** The picture of what is on the screen, a PNG, with nothing behind the page. */
  byte[] picture() {
    Object data = devTools("Page.captureScreenshot", Map.of("format", "png")).get("data");
    return Base64.getDecoder().decode((String) data);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
