"""Opens reports in a browser without a network and works their controls.

Usage: python Tests/Report/check.py REPORT.html ...

Needs Chromium (Debian's package) and `pip install -r Tests/Report/requirements.txt`. Each report is
opened at 1280 and at 390 pixels, on a light and on a dark page. There must be no error on the
console, no request but for the file itself, and nothing wider than the page; each chart must show
values under the pointer, by a tap and by the arrow keys; curves must go and come by the legend, be
smoothed and be told over each axis; the replay must play, pause and follow its scrubber.
With SCREENSHOTS=FOLDER, a picture of each page is left there.
"""

import os
import pathlib
import sys

from playwright.sync_api import sync_playwright


def check(page, path, errors, requests):
    page.goto(path.resolve().as_uri())
    assert not errors, errors
    assert len(requests) == 1, requests

    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], f"the page is {width[0]} wide in a window of {width[1]}"

    charts = page.locator("figure[data-chart]")
    for index in range(charts.count()):
        chart = charts.nth(index)
        if not chart.locator("svg .ink, svg .muted").count():
            continue
        svg = chart.locator("svg")
        svg.scroll_into_view_if_needed()
        box = svg.bounding_box()
        tip = chart.locator(".tip")
        texts = set()
        for fraction in (0.3, 0.6, 0.9):
            page.mouse.move(box["x"] + box["width"] * fraction, box["y"] + box["height"] * 0.5)
            assert tip.is_visible(), f"chart {index} shows nothing at {fraction}"
            texts.add(tip.inner_text())
            inside = tip.bounding_box()
            assert inside["x"] >= 0 and inside["x"] + inside["width"] <= width[1] + 0.5, (
                f"chart {index}: its values leave the page"
            )
        assert all(any(c.isdigit() for c in text) for text in texts), texts
        page.mouse.move(0, 0)
        assert not tip.is_visible(), f"chart {index} keeps its values"
        chart.focus()
        page.keyboard.press("End")
        last = tip.inner_text()
        page.keyboard.press("Home")
        first = tip.inner_text()
        places = page.evaluate(
            "index => new Set(charts[index].series.flatMap(line => line.x)).size", index)
        assert places < 2 or first != last, f"chart {index}: the keys do nothing"

    controls = check_controls(page)
    assert not errors, errors

    replays = page.locator("[data-replay]")
    for index in range(replays.count()):
        replay = replays.nth(index)
        replay.scroll_into_view_if_needed()
        button, slider = replay.locator("button"), replay.locator("input")
        said, layer = replay.locator(".said"), replay.locator("g").first
        last = int(slider.get_attribute("max"))
        assert slider.input_value() == "0" and "step 0" in said.inner_text()
        if last == 0:
            continue
        start, beginning = layer.inner_html(), said.inner_text()
        button.click()
        assert button.inner_text() == "Pause"
        page.wait_for_function("slider => +slider.value > 0", arg=slider.element_handle())
        if button.inner_text() == "Pause":
            button.click()
        assert button.inner_text() == "Play"
        paused = slider.input_value()
        page.wait_for_timeout(600)
        assert slider.input_value() == paused, "a paused replay goes on"
        pictures = {start}
        for place in range(0, last + 1, max(1, last // 20)):
            slider.evaluate("(slider, value) => { slider.value = value;"
                            " slider.dispatchEvent(new Event('input')); }", place)
            pictures.add(layer.inner_html())
            assert place == 0 or said.inner_text() != beginning, "the scrubber does nothing"
        # An untrained agent may push against a wall all the time.
        assert len(pictures) > 1 or "CliffWalking" in page.title() + page.inner_text("body"), (
            "the scrubber does not change the picture")
        slider.evaluate("(slider, value) => { slider.value = value;"
                        " slider.dispatchEvent(new Event('input')); }", last)
        assert f"step {last}" in said.inner_text() or last >= 100, said.inner_text()
        button.click()  # begins again from the start
        page.wait_for_function("slider => +slider.value < +slider.max",
                               arg=slider.element_handle())
        button.click()
    assert not errors, errors
    return {"charts": charts.count(), "replays": replays.count(), **controls}


def check_controls(page):
    """Legend, smoothing and the axes; all is as before in the end. Returns how many there are."""
    charts = page.locator("figure[data-chart] svg")
    # Without the parts that follow the pointer.
    look = """svg => [...svg.querySelectorAll(".drawn, clipPath ~ g, text, polyline")].map(
        e => e.matches(".drawn") ? e.outerHTML : e.style.display).join()"""
    before = [chart.evaluate(look) for chart in charts.all()]
    toggles = 0
    for index, chart in enumerate(charts.all()):
        assert chart.locator(".drawn").count() == 0, f"chart {index} is drawn anew without need"
        toggles += chart.locator(".toggle").count()
        for button in chart.locator(".toggle").all():
            name = button.get_attribute("aria-label")
            curves = page.evaluate("([i, name]) => charts[i].series.filter("
                                   "line => line.name !== name && line.y.length > 1).length",
                                   [index, name])
            button.focus()
            page.keyboard.press("Enter")
            assert button.get_attribute("aria-pressed") == "false", name
            assert chart.locator(".drawn path[fill=none]").count() >= min(curves, 1), name
            assert chart.evaluate(look) != before[index], f"chart {index}: {name} stays"
            button.click()
            assert button.get_attribute("aria-pressed") == "true", name
            assert chart.evaluate(look) == before[index], f"chart {index}: {name} does not come back"
    axes = 0
    for bar in page.locator(".tools").all():
        box = bar.locator("+ .charts")
        free = [chart for index, chart in enumerate(charts.all())
                if page.evaluate("i => !charts[i].fixed && charts[i].series.length > 0", index)
                and box.locator(f"figure[data-chart='{index}']").count()]
        slider = bar.locator("input")
        slider.focus()
        page.keyboard.press("End")
        assert bar.locator("output").inner_text() == "0.99"
        for chart in free:
            assert chart.locator("path.drawn, .drawn path").count() > 0, "a curve is not smoothed"
            paths = chart.locator(".drawn path").evaluate_all("all => all.map(e => e.outerHTML)")
            assert not any("NaN" in path for path in paths), paths
        page.keyboard.press("Home")
        assert bar.locator("output").inner_text() == "none"
        options = bar.locator("option")
        axes += options.count()
        for number in range(1, options.count()):
            name = options.nth(number).get_attribute("value")
            bar.locator("select").select_option(name)
            moved = 0
            for chart in free:
                texts = chart.locator("text.drawn").all_text_contents()
                moved += bool(texts)
                assert not texts or len(texts) > 2, f"over {name} there are no ticks: {texts}"
                assert not texts or name == "time" or texts[-1] == name, texts
            assert moved, f"no chart is told over {name}"
            figure = box.locator("figure[data-chart]").first
            figure.focus()
            page.keyboard.press("End")
            told = figure.locator(".tip").inner_text().splitlines()[0]
            assert told.endswith("of training" if name == "time" else name), told
        if options.count():
            bar.locator("select").select_option("")
    assert [chart.evaluate(look) for chart in charts.all()] == before, "something stays changed"
    return {"toggles": toggles, "sliders": page.locator(".tools").count(), "axes": axes}


def check_touch(page, path):
    """What a tap shows stays until the next tap elsewhere."""
    page.goto(path.resolve().as_uri())
    charts = page.locator("figure[data-chart]")
    for index in range(charts.count()):
        chart = charts.nth(index)
        if not chart.locator("svg .ink, svg .muted").count():
            continue
        svg = chart.locator("svg")
        svg.scroll_into_view_if_needed()
        box = svg.bounding_box()
        tip = chart.locator(".tip")
        page.touchscreen.tap(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
        assert tip.is_visible(), f"chart {index}: what a tap shows goes at once"
        page.evaluate("scrollTo(0, 0)")
        page.touchscreen.tap(2, 2)
        assert not tip.is_visible(), f"chart {index} keeps its values"


def main():
    pictures = os.environ.get("SCREENSHOTS")
    found = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"])
        for name in sys.argv[1:]:
            path = pathlib.Path(name)
            for width, height in ((1280, 900), (390, 844)):
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme,
                        offline=True)
                    page = context.new_page()
                    errors, requests = [], []
                    page.on("pageerror", lambda error: errors.append(str(error)))
                    page.on("console", lambda message: errors.append(message.text)
                            if message.type in ("error", "warning") else None)
                    page.on("request", lambda request: requests.append(request.url)
                            if not request.url.startswith("data:") else None)
                    counts = check(page, path, errors, requests)
                    for kind, count in counts.items():
                        found[kind] = found.get(kind, 0) + count
                    if pictures:
                        file = f"{path.parent.name}-{path.stem}-{width}-{scheme}.png"
                        page.screenshot(path=pathlib.Path(pictures) / file, full_page=True)
                    context.close()
                    if width < 1280 and scheme == "light":
                        context = browser.new_context(
                            viewport={"width": width, "height": height}, has_touch=True,
                            is_mobile=True, offline=True)
                        check_touch(context.new_page(), path)
                        context.close()
                    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
                    print(f"{name} at {width}, {scheme}: {told}: good")
        browser.close()
    # What is on no page has not been checked.
    missing = [kind for kind, count in found.items() if count == 0]
    assert found and not missing, f"give reports that have {', '.join(missing) or 'something'}"


main()
