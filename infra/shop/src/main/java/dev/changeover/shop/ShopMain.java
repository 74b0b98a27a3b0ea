package dev.changeover.shop;

import java.io.IOException;

/** Runs one shop until it is told to end. */
public final class ShopMain {
    /** The settings are wrong; starting again will not help. */
    static final int EXIT_SETTINGS = 2;

    /** The port cannot be had; it may be later. */
    static final int EXIT_PORT = 1;

    private ShopMain() {}

    public static void main(String[] arguments) {
        ShopConfig config;
        try {
            config = ShopConfig.from(System.getenv());
        } catch (IllegalArgumentException wrong) {
            System.err.println("shop: " + wrong.getMessage());
            System.exit(EXIT_SETTINGS);
            return;
        }
        try {
            var shop = Shop.open(config, System.err);
            Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "close-shop"));
        } catch (IOException taken) {
            System.err.println("shop: cannot listen on " + config.door() + ": " + taken.getMessage());
            System.exit(EXIT_PORT);
        }
    }
}
