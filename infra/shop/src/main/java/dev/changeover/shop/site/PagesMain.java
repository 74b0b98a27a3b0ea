package dev.changeover.shop.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the shop's pages to a folder, for whoever uploads them to buckets of AWS. */
public final class PagesMain {
    /** The command line is wrong. */
    private static final int USAGE = 2;

    /** The folder cannot be written to. */
    private static final int UNWRITABLE = 1;

    private PagesMain() {}

    /** Takes the folder. */
    public static void main(String... arguments) {
        if (arguments.length != 1 || arguments[0].isBlank()) {
            System.err.println("Name the folder to write the shop's pages to, and nothing else.");
            System.exit(USAGE);
            return;
        }
        Path folder = Path.of(arguments[0]);
        try {
            System.out.println(write(folder) + " files of the shop's site are in " + folder + ".");
        } catch (IOException refused) {
            System.err.println("The pages cannot be written to " + folder + ": " + refused + ". Name another folder.");
            System.exit(UNWRITABLE);
        }
    }

    /** Writes every file to its key below the folder, and says how many there are. */
    static int write(Path folder) throws IOException {
        var pages = Pages.all();
        for (Page page : pages) {
            Path file = folder.resolve(page.path());
            Files.createDirectories(file.getParent());
            Files.write(file, page.bytes());
        }
        return pages.size();
    }
}
