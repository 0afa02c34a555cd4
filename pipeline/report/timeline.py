"""The timeline as a Vega-Lite specification; the page fills in the bars, which depend on its filters."""

from typing import Any

import altair as alt

# What an event counts as, and the CSS variable of its colour, which knows light from dark.
KINDS = {
    "took place": "var(--held)",
    "planned": "var(--planned)",
    "stance": "var(--stance)",
    "denied or unclear": "var(--unclear)",
    "called off": "var(--off)",
}
_MUTED, _LINE = "var(--muted)", "var(--line)"


def timeline() -> dict[str, Any]:
    """Bars over time: what was called off below the line, all else above.

    The data set ``bars`` has ``from`` and ``to`` (the days of a bar), ``low`` and ``high`` (its numbers of triples), ``kind`` and
    ``told``, the text of its tooltip.
    """
    chart = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(cursor="pointer", stroke="var(--paper)", strokeWidth=0.5)
        .encode(
            x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=alt.Axis(grid=False, labelOverlap=True, tickCount=8)),
            x2="to:T",
            y=alt.Y(
                "low:Q",
                axis=alt.Axis(domain=False, ticks=False, tickCount=4, labelExpr="format(abs(datum.value), ',d')"),
            ),
            y2="high:Q",
            color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values()))),
            tooltip="told:N",
        )
        .properties(width="container", height=220, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            title=None, labelColor=_MUTED, tickColor=_LINE, domainColor=_LINE, gridColor=_LINE, labelFontSize=12
        )
    )
    spec: dict[str, Any] = chart.to_dict(context={"datasets": {}})
    return spec
