import org.mustangproject.validator.ZUGFeRDValidator;

/** Prints what the rules say of each file, one report after the other. */
public class Validate {
  public static void main(String[] files) {
    for (String file : files) {
      System.out.println("== " + file);
      System.out.println(new ZUGFeRDValidator().validate(file));
    }
  }
}
