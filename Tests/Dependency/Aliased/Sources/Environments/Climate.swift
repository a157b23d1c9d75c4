/// What the example's own module gives.
public enum Climate {
  public static let startTemperature = 12.5
}
