import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files by one flavour (ua1, 2a): prints "file TAB rule TAB message" for each failure. */
public final class Judge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        boolean sound = true;
        for (int at = 1; at < arguments.length; at++) {
            sound &= judge(flavour, arguments[at]);
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean judge(PDFAFlavour flavour, String file) throws Exception {
        try (FileInputStream stream = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
             PDFAValidator validator =
                 Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion failed : result.getTestAssertions()) {
                System.out.println(
                    file + "\t" + failed.getRuleId() + "\t" + failed.getMessage());
            }
            return result.isCompliant();
        }
    }
}
