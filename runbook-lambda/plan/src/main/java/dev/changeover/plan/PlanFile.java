package dev.changeover.plan;

import dev.changeover.core.model.ApplicationPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Plan files, {@code *.plan.yaml}. No input makes reading throw: whatever is wrong is explained, all at once. */
public final class PlanFile {
    /** Bytes. A plan takes about 3 KiB; what is twenty times larger is some other file. */
    static final int SIZE_MAX = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PlanFile() {}

    /** What reading came to. */
    public sealed interface Reading {
        record Valid(ApplicationPlan plan) implements Reading {}

        /** {@code faults} from the top of the file to its end, at least one. */
        record Faulty(List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    public static Reading read(Path file) {
        var faults = new Faults(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SIZE_MAX + 1);
            return bytes.length > SIZE_MAX ? tooLarge(faults) : decode(bytes, faults);
        } catch (NoSuchFileException missing) {
            return faulty(faults, "there is no such file", "check the path");
        } catch (AccessDeniedException denied) {
            return faulty(faults, "the file may not be read", "check its permissions");
        } catch (IOException broken) {
            String why = Files.isDirectory(file) ? "it is a directory" : broken.getMessage();
            return faulty(faults, "the file cannot be read: " + why, "name a *.plan.yaml file");
        }
    }

    /** Reads text that came from elsewhere; {@code name} is what faults call it. */
    public static Reading parse(String text, String name) {
        var faults = new Faults(name);
        return text.length() > SIZE_MAX ? tooLarge(faults) : parse(text, faults);
    }

    /**
     * Writes a plan with comments. It reads back equal if a file could say it: durations in whole milliseconds, and all
     * that {@link #read} asks of a plan.
     */
    public static String write(ApplicationPlan plan) {
        return new PlanWriter().write(plan);
    }

    private static Reading parse(String text, Faults faults) {
        String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return PlanReader.read(body, faults, RetiredKey.ALL);
    }

    private static Reading decode(byte[] bytes, Faults faults) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            Place at = Place.lineOf(text, text.length());
            faults.add(at, "", "the file is not UTF-8 text", "save it as UTF-8");
            return new Reading.Faulty(faults.inOrder());
        }
        return parse(text.toString(), faults);
    }

    private static Reading tooLarge(Faults faults) {
        return faulty(faults, "the file is larger than " + SIZE_MAX / 1024 + " KiB", "name a *.plan.yaml file");
    }

    private static Reading faulty(Faults faults, String wrong, String remedy) {
        faults.add(Place.FILE, "", wrong, remedy);
        return new Reading.Faulty(faults.inOrder());
    }
}
