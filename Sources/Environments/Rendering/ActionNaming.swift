/// An environment that says what its actions are called.
public protocol ActionNaming {
  /// A word for each action, in their order: `["left", "right"]`.
  ///
  /// A person who plays by keyboard takes actions called up, down, left and right with the keys that
  /// point there, and any other with the key of its number.
  var actionNames: [String] { get }
}

extension TimeLimit: ActionNaming where Base: ActionNaming {
  public var actionNames: [String] { base.actionNames }
}

extension CartPole: ActionNaming {
  public var actionNames: [String] { ["left", "right"] }
}

extension GridWorld: ActionNaming {
  public var actionNames: [String] { ["up", "right", "down", "left"] }
}

extension FrozenLake: ActionNaming {
  public var actionNames: [String] { ["left", "down", "right", "up"] }
}

extension CliffWalking: ActionNaming {
  public var actionNames: [String] { ["up", "right", "down", "left"] }
}
