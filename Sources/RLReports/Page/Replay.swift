import RLFigures

/// An episode for the page to play.
package struct Replay: Sendable {
  /// What is seen at each step.
  package var frames: [Drawing]
  package var framesPerSecond: Double
  /// What is said of each frame: `step 12  return 12`.
  package var captions: [String]
  /// What the actions are called; their numbers where they have no names.
  package var actions: [String]
  /// What the network said of each action, by frame: `[frames, actions]`.
  package var outputs: [[Double]]
  /// What `outputs` are, for a person: `Q-value of each action`.
  package var outputKind: String
  /// The action that the network prefers in each frame.
  package var chosen: [Int?]

  package init(
    frames: [Drawing], framesPerSecond: Double, captions: [String], actions: [String],
    outputs: [[Double]], outputKind: String, chosen: [Int?]
  ) {
    self.frames = frames
    self.framesPerSecond = framesPerSecond
    self.captions = captions
    self.actions = actions
    self.outputs = outputs
    self.outputKind = outputKind
    self.chosen = chosen
  }

  /// What stands at the same place in all frames is drawn once, below the rest.
  private var sharedCount: Int {
    guard let first = frames.first?.elements else { return 0 }
    var count = first.count
    for frame in frames {
      count = zip(frame.elements, first).prefix(count).prefix { $0 == $1 }.count
    }
    return count
  }

  /// The player, and what its script needs.
  package func player(number: Int) -> (html: HTML, json: String) {
    let sharedCount = sharedCount
    var (indices, elements, list): ([Drawing.Element: Int], [String], [String]) = ([:], [], [])
    for frame in frames {
      let numbers = frame.elements.dropFirst(sharedCount).map { element -> Int in
        if let index = indices[element] { return index }
        let svg = Drawing(width: 0, height: 0, [element])
          .svgBody(prefix: "replay-\(number)-\(elements.count)")
        elements.append(jsonText(svg))
        indices[element] = elements.count - 1
        return elements.count - 1
      }
      list.append("[" + numbers.map(String.init).joined(separator: ",") + "]")
    }
    let json = """
      {"framesPerSecond":\(jsonNumber(framesPerSecond)),"frames":[\(list.joined(separator: ","))],
      "elements":[\(elements.joined(separator: ","))],
      "captions":[\(captions.map(jsonText).joined(separator: ","))],
      "actions":[\(actions.map(jsonText).joined(separator: ","))],
      "outputs":[\(outputs.map(jsonNumbers).joined(separator: ","))],
      "chosen":[\(chosen.map { $0.map(String.init) ?? "null" }.joined(separator: ","))]}
      """
    guard var still = frames.first else { return ("", json) }
    still.elements = Array(still.elements.prefix(sharedCount))
    let drawing = HTML(
      markup: still.svgOpening() + still.svgBody(prefix: "replay-\(number)") + "<g></g></svg>")
    return (
      """
      <div class="replay" data-replay="\(number)">
      \(drawing)
      <div class="controls"><button type="button" class="play">Play</button>
      <input type="range" min="0" value="0" step="1" aria-label="step of the episode">
      <select aria-label="speed"><option value="0.25">¼ ×</option><option value="0.5">½ ×</option>\
      <option value="1" selected>1 ×</option><option value="2">2 ×</option>\
      <option value="4">4 ×</option></select></div>
      <div class="said"></div>
      <p class="kind">\(outputKind):</p><div class="bars"></div>
      </div>

      """, json
    )
  }
}
