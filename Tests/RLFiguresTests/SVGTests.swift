import RLFigures
import Testing

struct SVGTests {
  @Test func shapesAreWrittenLineByLine() {
    let drawing = Drawing(
      width: 20, height: 10.5, description: "a \"box\" & more",
      [
        .rectangle(
          Rectangle(x: 1, y: 2, width: 3, height: 4), radius: 1.5,
          Style(fill: .panel, stroke: .ink)),
        .circle(Point(5, 5), radius: 2.25, .fill(.color(Color(hex: 0x0a0b0c)), opacity: 0.5)),
        .line([Point(0, 0), Point(1.005, -2)], .stroke(.series(7), 2, dash: [3, 1])),
        .polygon([[Point(0, 0), Point(1, 0), Point(0, 1)]], .fill(.color(Color(1, 2, 3, 51)))),
        .text(Text("a<b", at: Point(3, 4), anchor: .middle, .muted, isUpward: true, isBold: true)),
        .clipped(to: Rectangle(x: 0, y: 0, width: 1, height: 1), []),
      ])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="20" height="10.5" viewBox="0 0 20 10.5" \
      role="img" aria-label="a &quot;box&quot; &amp; more" id="x">
      <rect x="1" y="2" width="3" height="4" rx="1.5" class="panel ink-line"/>
      <circle cx="5" cy="5" r="2.25" fill="#0a0b0c" opacity="0.5"/>
      <polyline points="0,0 1,-2" class="series-1-line" fill="none" stroke-width="2" \
      stroke-dasharray="3 1" stroke-linejoin="round" stroke-linecap="round"/>
      <path d="M0,0 1,0 0,1Z" fill-rule="evenodd" fill="#010203" fill-opacity="0.2"/>
      <text transform="translate(3 4) rotate(-90)" font-size="11" text-anchor="middle" \
      font-weight="600" class="muted">a&lt;b</text>
      <clipPath id="c-1"><rect x="0" y="0" width="1" height="1"/></clipPath>
      <g clip-path="url(#c-1)">
      </g>
      </svg>

      """
    #expect(drawing.svgElement(attributes: "id=\"x\"", prefix: "c") == expected)
  }
}
