import RLNet

/// A task whose model makes images.
public protocol DrawingTask: SupervisedTask {
  /// Images that the model makes, `[count, 1, height, width]`, of pixels from 0 to 1; the same each
  /// time until the next update.
  func drawings(_ count: Int) -> Tensor
}

extension Autoencoder: DrawingTask {
  /// The first test images, as their codes keep them.
  public func drawings(_ count: Int) -> Tensor { reconstructions(count).reconstructions }
}

extension VariationalAutoencoder: DrawingTask {
  /// New digits.
  public func drawings(_ count: Int) -> Tensor { samples(count) }
}

extension GAN: DrawingTask {
  /// New digits.
  public func drawings(_ count: Int) -> Tensor { samples(count) }
}
