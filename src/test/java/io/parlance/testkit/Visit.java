package io.parlance.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * People at their browsers, for the length of one test. Afterwards their browsers are closed, and
 * none may have seen a dialog, a script error or a broken security policy.
 */
public final class Visit implements AfterEachCallback {
  /** The server that is visited where a test names none. */
  public URI base() {
    return Demo.base();
  }

  public DemoPerson person(String username) {
    return DemoPerson.signsIn(base(), username);
  }

  /** A browser of this person's own, with the page's start open. */
  public Page of(String username) {
    return of(base(), username);
  }

  public Page of(URI base, String username) {
    return of(base, username, options -> options);
  }

  /** The same on another kind of machine: a phone, a dark screen, another language. */
  public Page of(String username, UnaryOperator<NewContextOptions> machine) {
    return of(base(), username, machine);
  }

  public Page of(URI base, String username, UnaryOperator<NewContextOptions> machine) {
    DemoPerson person = DemoPerson.signsIn(base, username);
    Page page =
        Demo.browser()
            .page(base, options -> machine.apply(options.setStorageState(person.session())));
    page.navigate("/");
    Browser.conversations(page).waitFor();
    return page;
  }

  /** The same, with this conversation open and its messages there. */
  public Page of(String username, long channel) {
    return at(of(username), channel);
  }

  public Page at(Page page, long channel) {
    page.navigate("/c/" + channel);
    Browser.log(page).waitFor();
    return page;
  }

  /** A browser in which nobody has signed in. */
  public Page stranger() {
    return Demo.browser().page(base(), options -> options);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(Demo.browser().leave()).as("alarms").isEmpty();
  }
}
