"""Words that say little of who somebody is."""


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


NO_TOWN = words(
    "str ave road lane usa germany deutschland schweiz austria united kingdom england north south east "
    "west new san saint"
)
BRANCH = words(
    "north south east west downtown uptown nord sud ost mitte central midtown airport branch filiale billing sales"
)
COMMON = words(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez "
    "wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark "
    "ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams "
    "nelson baker hall rivera campbell mitchell carter roberts muller schmidt schneider fischer weber "
    "meyer wagner becker schulz hoffmann bauer koch richter klein wolf schroder neumann schwarz "
    "zimmermann krause rossi bianchi russo ferrari dubois durand bernard petit li wang zhang liu chen "
    "yang huang kim park choi patel singh khan kumar sharma ali ahmed silva santos oliveira evans davies "
    "hughes edwards murphy kelly cook morgan bell ward turner parker collins"
)
"""Family names that so many have that a name with one says little."""
