import RLFigures
import RLRuns

/// A page of HTML that needs nothing else: no network, no other file.
package struct Page {
  let title: String
  /// Seconds after which it loads itself again; nil for never.
  var refreshSeconds: Double?
  private var body: [HTML] = []
  private var charts: [String] = []
  /// What else the x of charts can be told as, of each group of runs.
  private var axes: [[CounterAxis]] = []
  private var replays: [String] = []
  private var drawingCount = 0
  /// The curves, as they are on the page.
  private(set) var curves: [Picture] = []
  /// What was learned, as it is on the page.
  private(set) var pictures: [Picture] = []

  /// What a report's file begins with, so that nothing else is replaced by one.
  static let opening = "<!doctype html>\n<!-- rlrun report -->\n"

  init(title: String) { self.title = title }

  mutating func add(_ html: HTML) { body.append(html) }

  /// Adds a part that may not be possible; the page says why, then.
  mutating func attempt(_ heading: String, _ part: (inout Page) throws -> Void) {
    do { try part(&self) } catch {
      add("<h2>\(heading)</h2>\n<p>It cannot be shown: \("\(error)")</p>\n")
    }
  }

  /// Adds pictures under a heading, if there are any.
  mutating func add(_ pictures: [Picture], under heading: String) {
    guard !pictures.isEmpty else { return }
    let figures = pictures.map { figure($0, under: heading) }
    add("<h2>\(heading)</h2>\n<div class=\"charts\">\n\(figures)</div>\n")
  }

  /// A chart whose values are shown where the pointer is.
  mutating func figure(_ chart: CurveChart) -> HTML {
    let (drawing, data) = chart.drawn(&axes)
    charts.append(data)
    // A page on several environments has a chart of returns for each.
    let namesakes = curves.count { $0.title == chart.title }
    let name = chart.fileName + (namesakes == 0 ? "" : "-\(namesakes + 1)")
    curves.append(
      Picture(name, title: chart.title, caption: chart.caption, drawing))
    drawingCount += 1
    let svg = HTML(markup: drawing.svgElement(prefix: "drawing-\(drawingCount)"))
    let caption: HTML =
      chart.caption.isEmpty ? "" : "<figcaption>\(chart.caption)</figcaption>"
    return """
      <figure data-chart="\(charts.count - 1)" tabindex="0">\(svg)\(caption)</figure>

      """
  }

  /// A drawing as it is.
  mutating func figure(_ drawing: Drawing, title: String = "", caption: String = "") -> HTML {
    drawingCount += 1
    let svg = HTML(markup: drawing.svgElement(prefix: "drawing-\(drawingCount)"))
    return Self.figure(svg, width: drawing.width, title, caption)
  }

  /// A picture of what was learned.
  ///
  /// - Parameter heading: what stands above it already, which its title need not repeat.
  private mutating func figure(_ picture: Picture, under heading: String) -> HTML {
    pictures.append(picture)
    let title = picture.title == heading ? "" : picture.title
    switch picture.content {
    case .drawing(let drawing):
      return figure(drawing, title: title, caption: picture.caption)
    case .panels(let drawings):
      let svgs = drawings.map { drawing -> HTML in
        drawingCount += 1
        return HTML(markup: drawing.svgElement(prefix: "drawing-\(drawingCount)"))
      }
      return Self.figure(
        "<div class=\"panels\">\(svgs)</div>", width: .infinity, title, picture.caption)
    case .animation(let animation):
      // An image keeps the rules of its style sheet to itself.
      let data = base64(Array(animation.svg().utf8))
      let image: HTML = """
        <img src="data:image/svg+xml;base64,\(data)" alt="\(picture.title)">
        """
      return Self.figure(image, width: animation.size.width, title, picture.caption)
    }
  }

  private static func figure(
    _ content: HTML, width: Double, _ title: String, _ caption: String
  ) -> HTML {
    let heading: HTML = title.isEmpty ? "" : "<b>\(title)</b>"
    let text: HTML = caption.isEmpty ? "" : "<figcaption>\(caption)</figcaption>"
    return """
      <figure class="picture\(width > 420 ? " wide" : "")">\(heading)\(content)\(text)</figure>

      """
  }

  /// A player of an episode.
  mutating func player(_ replay: Replay) -> HTML {
    let (html, json) = replay.player(number: replays.count)
    replays.append(json)
    return html
  }

  /// The page as a file.
  var text: String {
    let script = HTML(
      markup: "const charts = [\(charts.joined(separator: ",\n"))];\n"
        + "const axes = [\(axes.map { jsonAxes($0) }.joined(separator: ",\n"))];\n"
        + "const replays = [\(replays.joined(separator: ",\n"))];\n"
        + withoutIndentation(chartScript + chartControlsScript + replayScript + watchScript))
    let refresh = refreshSeconds.map { " data-refresh=\"\(svgNumber($0))\"" } ?? ""
    let page: HTML = """
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none';\
       style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title)</title>
      <style>
      \(HTML(markup: pageStyle))
      </style>
      </head>
      <body\(HTML(markup: refresh))>
      \(body)
      <script>
      \(script)
      </script>
      </body>
      </html>

      """
    return Self.opening + page.text
  }
}

/// Lines as they are but for the spaces that they begin with, which only the source needs.
private func withoutIndentation(_ text: String) -> String {
  text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n") + "\n"
}

/// How many things there are, in large print.
func card(_ count: Int, of noun: String) -> HTML {
  card(grouped(count), count == 1 ? noun : noun + "s")
}

/// A figure in large print, with what it is.
func card(_ value: String, _ name: String) -> HTML {
  "<div class=\"card\"><b>\(value)</b><span>\(name)</span></div>\n"
}
