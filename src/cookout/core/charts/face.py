"""A person as a small round picture: initials, a tint that means nothing, and the ring that means the tie."""

from django.utils.safestring import SafeString

from cookout.core.charts.svg import element

#: From here up a tie is warm, from there up it is cooling; below it is quiet.
WARM, COOLING = 60, 35
TINTS = 6


def initials(name: str) -> str:
    """The first letters of the first and the last word; a question mark for a nameless one."""
    words = [word for word in name.replace("’", "").replace("'", "").split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint(name: str) -> int:
    """One of six tints, the same for the same name everywhere."""
    return sum(ord(letter) * place for place, letter in enumerate(name, start=1)) % TINTS + 1


def level(percent: float) -> str:
    """The word in the class names: warm, cooling or cool."""
    return "warm" if percent >= WARM else "cooling" if percent >= COOLING else "cool"


def arc(x: float, y: float, radius: float, percent: float) -> SafeString:
    """A full pale circle and, on it, the part that the tie has kept."""
    kept = min(100.0, max(0.0, float(percent)))
    track = element("circle", class_="ring__track", cx=float(x), cy=float(y), r=float(radius))
    if kept < 1:
        return track
    turn = f"rotate(-90 {x:g} {y:g})"
    bow = element(
        "circle",
        class_="ring__arc",
        cx=float(x),
        cy=float(y),
        r=float(radius),
        pathLength=100,
        stroke_dasharray=f"{kept:.0f} 100",
        transform=turn,
    )
    return SafeString(track + bow)


def ring(percent: float) -> SafeString:
    """The ring round an avatar. It repeats the words beside it, so it is silent."""
    return element(
        "svg",
        arc(24, 24, 22.5, percent),
        class_=f"ring ring--{level(percent)}",
        viewBox="0 0 48 48",
        aria_hidden="true",
    )
