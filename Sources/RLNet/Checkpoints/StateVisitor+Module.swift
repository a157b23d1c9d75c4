import RLState

extension StateVisitor {
  /// Shows every tensor of a module, whatever its role, under its name.
  public mutating func visit(_ name: StaticString, _ module: inout some Module) {
    visit(name.description) { $0.visitTensors(of: &module) }
  }

  /// Shows every tensor of a module beside the parts that are visited now.
  public mutating func visitTensors(of module: inout some Module) {
    module.visitNamed { name, tensor, _ in visit(name, &tensor) }
  }

  /// Shows the parts of a member that is a module and more, such as a model with its optimizer.
  public mutating func visit(_ name: StaticString, _ member: inout some Module & Stateful) {
    visit(name.description) { member.visitState(&$0) }
  }

  /// Shows a tensor, whose shape stays as it is.
  mutating func visit(_ name: String, _ tensor: inout Tensor) {
    let shape = tensor.shape
    visit(name, shape: shape.dimensions) {
      tensor.elements
    } replace: {
      tensor = Tensor($0, shape: shape)
    }
  }
}
