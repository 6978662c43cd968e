package pitwall.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skipped, saying so, where there is no Chromium. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@EnabledIf(
    value = "pitwall.browser.Browser#isInstalled",
    disabledReason = "skipped: no browser here (apt-get install chromium chromium-driver)")
@interface NeedsBrowser {}
