package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** A page as a person uses it: by what things are and what they are called. */
record Screen(Page page, Words words) {
    private static final Path SHOTS = Path.of("target", "screenshots");

    Locator button(String key, String... values) {
        return button(words.say(key, values), true);
    }

    Locator button(String name, boolean exact) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(exact));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String name) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /** Asks for the preview of a move once more. */
    Locator lookAgain() {
        return dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words.say("look-again")));
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    void shows(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    void says(String key, String... values) {
        shows(words.say(key, values));
    }

    /** Fills in the confirmation of a move and presses its last button. */
    void confirm(String to, String key) {
        confirm("shop", to, key);
    }

    void confirm(String application, String to, String key) {
        assertThat(field(words.say("confirm.type", "phrase", application + " " + to)))
                .isVisible();
        field(words.say("reason")).fill("us-east-1 makes us nervous");
        field(words.say("confirm.type", "phrase", application + " " + to)).fill(application + " " + to);
        button(key, "application", application, "to", to).click();
    }

    /** Makes a Region of the twin dark or heals it, with the panel that only a twin's console has. */
    void impair(String key, String region) {
        button(key, "region", region).click();
        dialog().getByLabel(words.say("reason")).fill("to practise");
        dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(words.say(key, "region", region))
                                .setExact(true))
                .click();
        assertThat(dialog()).hasCount(0);
    }

    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + "." + words.language() + ".png"))
                .setFullPage(true));
    }
}
