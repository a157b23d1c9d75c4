import Agents
import RLRandom
import RLState
import TestSupport
import Testing

struct PagedArrayTests {
  /// Rows of two numbers, each made of its place.
  private func array(_ count: Int) -> PagedArray<Int32> {
    var array = PagedArray<Int32>(width: 2)
    for place in 0..<Int32(count) { array.append([place, -place].span) }
    return array
  }

  private func sharedPages(_ first: PagedArray<Int32>, _ second: PagedArray<Int32>) -> Int {
    Set(first.pageAddresses).intersection(second.pageAddresses).count
  }

  @Test func rowsComeBackAsTheyWereWritten() {
    let size = PagedArray<Int32>(width: 2).rowsPerPage
    #expect(size == 8192)
    for count in [1, size - 1, size, size + 1, 3 * size + 5] {
      let array = array(count)
      #expect(array.count == count)
      #expect(array.pageAddresses.count == (count + size - 1) / size)
      let places = [count - 1, 0, count / 2, count - 1]
      #expect(array.gather(places) == places.flatMap { [Int32($0), -Int32($0)] })
      var rows = Array(repeating: Int32(0), count: 8)
      var room = rows.mutableSpan
      array.gather(places, into: &room)
      #expect(rows == array.gather(places))
      #expect(array.withRow(count / 2) { $0[1] } == -Int32(count / 2))
    }
  }

  /// A row larger than a page has one to itself; a page is a power of 2 of rows, and at most 64 KiB.
  @Test func pagesFitTheRows() {
    #expect(PagedArray<UInt8>(width: 28_224).rowsPerPage == 2)
    #expect(PagedArray<Float>(width: 100_000).rowsPerPage == 1)
    #expect(PagedArray<Float>(width: 3).rowsPerPage == 4096)
  }

  @Test func aWriteAfterACopyCopiesAPage() {
    let original = array(1_000_000)
    let pages = original.pageAddresses.count
    #expect(pages == 123)
    var copy = original
    #expect(sharedPages(original, copy) == pages)
    copy.replace(500_000, with: [7, 8].span)
    #expect(sharedPages(original, copy) == pages - 1)
    copy.replace(500_001, with: [9, 10].span)
    #expect(sharedPages(original, copy) == pages - 1)
    copy.append([1, 1].span)
    #expect(sharedPages(original, copy) == pages - 2)
    #expect(original.count == 1_000_000 && copy.count == 1_000_001)
    #expect(original.gather([500_000, 500_001]) == [500_000, -500_000, 500_001, -500_001])
    #expect(copy.gather([500_000, 500_001, 1_000_000]) == [7, 8, 9, 10, 1, 1])

    // Alone again, it writes where its page is.
    let addresses = copy.pageAddresses
    copy.replace(500_002, with: [11, 12].span)
    copy.append([2, 2].span)
    #expect(copy.pageAddresses == addresses)
  }

  @Test func theStateIsOneListOfNumbers() throws {
    for count in [0, 1, 8192, 20_000] {
      let original = array(count)
      let entries = original.stateEntries
      let numbers = (0..<Int32(count)).flatMap { [$0, -$0] }
      #expect(
        entries == [StateEntry(name: "rows", shape: [2 * count], values: .int32(numbers))])
      var copy = try restored(original, into: PagedArray<Int32>(width: 2))
      #expect(copy.count == count && copy.stateEntries == entries)
      copy.append([5, 6].span)
      #expect(copy.gather([count]) == [5, 6])
    }
  }

  @Test func aStateOfBrokenRowsIsRefused() {
    let entries = [StateEntry(name: "rows", shape: [3], values: .int32([1, 2, 3]))]
    #expect(
      throws: StateError(name: "rows", found: "3 numbers", expected: "whole rows of 2")
    ) {
      var array = PagedArray<Int32>(width: 2)
      try array.loadState(entries)
    }
  }

  /// An owner that knows how many rows there are shows them under a name of its own.
  @Test func anOwnerSaysHowManyRowsThereAre() throws {
    struct Owner: Stateful {
      var frames: PagedArray<Int32>
      var rows = 3
      mutating func visitState(_ visitor: inout StateVisitor) {
        visitor.visit("frames", &frames, rows: rows)
      }
    }
    let owner = Owner(frames: array(3))
    #expect(owner.stateEntries.map(\.name) == ["frames"])
    #expect(owner.stateEntries.map(\.shape) == [[6]])
    let copy = try restored(owner, into: Owner(frames: PagedArray(width: 2)))
    #expect(copy.frames.stateEntries == owner.frames.stateEntries)
    #expect(
      throws: StateError(name: "frames", found: "the shape [6]", expected: "the shape [8]")
    ) {
      try restored(owner, into: Owner(frames: PagedArray(width: 2), rows: 4))
    }
  }

  @Test func mistakesStop() async {
    expectStop(
      saying: "there is no row 2 of 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var array = PagedArray<Float>(width: 1)
        array.append([1].span)
        array.append([1].span)
        array.replace(2, with: [1].span)
      })
    expectStop(
      saying: "a row has 2 numbers, not 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var array = PagedArray<Float>(width: 2)
        array.append([1, 2, 3].span)
      })
  }
}
