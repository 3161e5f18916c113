"""The catalogue ships sound data, finds what people type, and guesses a trade only when it is plain."""

import csv
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from cookout.people.formats import catalogue

SHELF = Path(catalogue.__file__).parents[1] / "catalogue"
FIGURES = Path(__file__).parents[5] / "shared" / "data" / "establishments.csv"
PROFESSIONS = catalogue.professions()

# What a card says, by the profession it tells.
PLAIN_TITLES = """
architect: Architect, AIA; Architect; Principal Architect
attorney: Associate Attorney; Attorney and Counselor at Law; Attorney at Law; Civil Rights Attorney
attorney: Maritime Attorney; Solicitor
bookkeeper: Bookkeeper; Freelance Bookkeeper
business-banker: Commercial Loan Officer
business-coach: Business Coach & Speaker
cafe-owner: Café owner
carpenter: Joiner
chimney-sweep: Chimney Sweep
chiropractor: Chiropractor
clergy-member: Pastor; Senior Pastor
commercial-real-estate-agent: Commercial Real Estate Broker
copywriter: Freelance Copywriter
cpa: Accountant; CPA; Certified Public Accountant; Jane Doe, CPA; Partner, CPA
dentist: Cosmetic Dentist; Dentist
electrician: Electrician; Journeyman Electrician
estate-attorney: Attorney, Estate Planning; Estate Planning Attorney
event-planner: Event Coordinator
executive-recruiter: Executive Recruiter
family-doctor: Physician
family-law-attorney: Divorce Lawyer; Family Law Attorney
financial-planner: Certified Financial Planner™; Financial Advisor; Senior Financial Adviser
florist: Florist and event designer
funeral-director: Funeral Director
general-contractor: General Contractor
grant-writer: Grant Writer
graphic-designer: Graphic Designer
hairdresser: Hair Stylist; Hairdresser; Salon Owner
handyman: Handyman
home-health-nurse: Registered Nurse
home-inspector: Certified Home Inspector; Home Inspector
house-painter: Painter & Decorator
hr-consultant: HR Consultant
hvac-contractor: HVAC Technician
insurance-agent: Insurance Agent - Life & Health; Insurance Agent; Licensed Insurance Broker
interior-designer: Interior Designer
it-support: IT Support
land-surveyor: Chartered Surveyor
letting-agent: Letting Agent
life-coach: Certified Life Coach
life-insurance-agent: Independent Life Insurance Agent
marketing-consultant: Marketing Consultant
massage-therapist: Licensed Massage Therapist; Massage Therapist, LMT
mortgage-broker: Mortgage Adviser; Mortgage Broker
mortgage-loan-officer: Mortgage Loan Originator NMLS #123456; Sr. Loan Officer
notary: Notary Public
pediatric-dentist: Pediatric Dentist
personal-trainer: Personal Trainer
pet-sitter: Dog Walker
pharmacist: Pharmacist
physical-therapist: Physical Therapist; Physiotherapist
piano-tuner: Piano Tuner
plumber: Dad's plumber; Master Plumber; Plumber
portrait-photographer: Landscape Photographer; Owner / Photographer
private-chef: Private Chef
property-manager: Property Manager
recruiter: Senior Recruiter
residential-real-estate-agent: Estate Agent; Licensed Real Estate Agent; REALTOR® | Broker Associate
residential-real-estate-agent: Real Estate Agent, Broker; Realtor at Castillo & Daughters; Realtor®
restaurant-owner: Restaurant Owner
retirement-plan-adviser: Retirement Plan Advisor
social-worker: Licensed Clinical Social Worker
software-developer: Senior Software Engineer; Software Developer; Software Engineer
solar-installer: Solar Consultant
tax-preparer: Tax Consultant
teacher: Teacher
title-agent: Title Officer
translator: Freelance Translator & Interpreter; Translator
travel-agent: Travel Advisor
tree-surgeon: Tree Surgeon
veterinarian: Veterinarian
videographer: Videographer
virtual-assistant: Virtual Assistant
web-designer: Senior Web Designer; Web Developer
wedding-photographer: Photographer - Weddings; Wedding Photographer
yoga-teacher: Yoga Instructor
"""

# No profession at all, or more than one, or an employee's.
DOUBTFUL_TITLES = """
Account Executive; Accounting; Apprentice Electrician; Assistant District Attorney;
Assistant to the Mortgage Broker; Board Member; Branch Manager; Bride; Broker/Owner;
Business Development Manager; CTO; Community Relations Director; Consultant; Defense Contractor;
Dental Assistant; Desktop Support Technician; Director of Finance; Director of Marketing;
District Attorney; Doctor of Physical Therapy; Engineer; Executive Assistant; Executive Chef;
Executive Director; Financial Controller; Founder & CEO; Head of Recruitment; Human Resources; Insurance;
Investment Banker; Journalist; Landscape Architect; Law Student; Life Coach and Author; Manager;
Managing Partner; Marketing; Member; Mother; Neighbor; Nurse Practitioner; Owner; Payroll;
Pharmacy Technician; Physician Assistant; President; Professor of Economics; Project Manager;
Public Speaker, Author; Quantity Surveyor; Realtor / Mortgage Broker; Retired; Retired attorney; Sales;
Sales Associate; Sandwich Artist; Software Architect; Sous Chef; Staff Accountant; Store Manager;
Student; Tax Manager; UX Designer; VP of Marketing; Vice President; Wealth Management Advisor
"""

# A title and a firm: an owner's firm tells the trade, an employee's does not, nor does a family name.
FIRMS = """
Partner @ Weiss Law Firm LLP -> attorney
Principal @ Law Office of Jane Carpenter, PLLC -> attorney
Owner @ Miller's Auto Repair -> auto-mechanic
Proprietor @ The Coffee House -> cafe-owner
Founder @ Baker Catering Co. -> caterer
Owner @ Kim Chiropractic Clinic -> chiropractor
Owner @ Bloom & Petal Flowers -> florist
Owner @ Carpenter Heating and Cooling -> hvac-contractor
Managing Director @ Meyer Kitchen & Bath -> kitchen-and-bath-remodeler
Owner/Operator @ Smith & Sons Plumbing, Inc. -> plumber
Chief Executive Officer @ Castillo Real Estate Group -> residential-real-estate-agent
Owner @ Gallagher Roofing LLC -> roofer
Founder @ Bright Web Design Studio -> web-designer
CEO @ First National Bank ->
CEO @ Globex Corporation ->
Office Manager @ Lawson Dental Practice ->
Owner @ Acme Holdings ->
Owner @ Ann Barber ->
Owner @ Brow & Lash Studio ->
Owner @ Cook & Mason LLC ->
Owner @ Taylor & Baker ->
Sales Manager @ Ortega Roofing ->
 @ Ortega Roofing ->
"""


def plain_titles() -> list[tuple[str, str]]:
    lines = (line.partition(": ") for line in PLAIN_TITLES.strip().splitlines())
    return [(title, slug) for slug, _, titles in lines for title in titles.split("; ")]


def doubtful_titles() -> list[str]:
    return ["", *DOUBTFUL_TITLES.strip().replace("\n", " ").split("; ")]


def test_a_slug_is_plain_kebab():
    assert [p.slug for p in PROFESSIONS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.slug)] == []


def test_slugs_and_names_are_unique():
    assert len({p.slug for p in PROFESSIONS}) == len({p.name.casefold() for p in PROFESSIONS}) == len(PROFESSIONS)


def test_there_are_a_few_hundred_professions_that_fit_the_table():
    assert 320 <= len(PROFESSIONS) <= 380
    assert max(len(p.slug) for p in PROFESSIONS) <= 60
    assert max(len(p.name) for p in PROFESSIONS) <= 80


def test_no_two_professions_share_a_name_or_synonym():
    owners: dict[str, set[str]] = {}
    for profession in PROFESSIONS:
        for label in (profession.name, *profession.synonyms):
            owners.setdefault(catalogue._key(label), set()).add(profession.slug)
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_synonyms_are_two_to_eight_and_lower_case():
    wrong = [p.slug for p in PROFESSIONS if not 2 <= len(p.synonyms) <= 8 or any(s != s.lower() for s in p.synonyms)]
    assert wrong == []


def test_every_profession_has_known_spheres_and_every_sphere_six_professions():
    members = Counter(sphere for p in PROFESSIONS for sphere in p.spheres)
    assert all(p.spheres for p in PROFESSIONS)
    assert set(members) == {sphere.slug for sphere in catalogue.spheres()}
    assert 12 <= len(members) <= 16
    assert min(members.values()) >= 6


def test_every_industry_is_used_and_titled_and_every_code_known():
    industries = catalogue.industries()
    assert {p.naics for p in PROFESSIONS} == {industry.naics for industry in industries}
    assert len({industry.naics for industry in industries}) == len(industries)
    assert all(industry.title and industry.establishments > 0 for industry in industries)


def test_the_figures_are_those_of_the_source():
    if not FIGURES.exists():
        pytest.skip("shared/data/establishments.csv is not beside this checkout")
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        source = {row["naics"]: row for row in csv.DictReader(lines)}
    for industry in catalogue.industries():
        row = source[industry.naics]
        assert (str(industry.establishments), industry.per_10000) == (row["establishments"], float(row["per_10000"]))
        assert row["title"] in ("", industry.title)


@pytest.mark.parametrize("path", sorted(SHELF.iterdir()), ids=lambda path: path.name)
def test_files_are_utf_8_with_plain_line_ends_and_no_marks(path):
    data = path.read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not set("®™") & set(data.decode("utf-8"))


def test_a_profession_is_found_first_by_its_name_and_by_each_synonym():
    missed = [
        (label, profession.slug)
        for profession in PROFESSIONS
        for label in (profession.name, *profession.synonyms)
        if catalogue.find(label)[0] != profession
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("REALTOR®", "residential-real-estate-agent"),
        ("Café", "cafe-owner"),
        ("Auto & home insurance", "home-and-auto-insurance-agent"),
        ("life ins", "life-insurance-agent"),
        ("Financial services", "financial-planner"),
        ("roofers", "roofer"),
        ("advisor financial", "financial-planner"),
        ("reltor", "residential-real-estate-agent"),
        ("plummer", "plumber"),
        ("weding fotographer", "wedding-photographer"),
        ("vetrinarian", "veterinarian"),
        ("hair colorist", "hairdresser"),
    ],
)
def test_what_people_type_leads_to_the_profession(typed, slug):
    assert catalogue.find(typed)[0].slug == slug


@pytest.mark.parametrize("typed", ["", "   ", "®", "zzzzqqq", "\x00", "的"])
def test_nothing_is_found_for_nothing(typed):
    assert catalogue.find(typed) == []


def test_a_list_is_limited_ranked_and_the_same_each_time():
    first = catalogue.find("insurance", limit=5)
    assert first == catalogue.find("insurance", limit=5)
    assert len(first) == 5
    assert first[0].slug == "insurance-agent"
    assert "life-insurance-agent" in {p.slug for p in first}
    assert catalogue.find("insurance", limit=0) == []


def test_finding_takes_less_than_five_milliseconds():
    catalogue.find("warm")
    typed = [
        "x" * 100_000,
        "a",
        "life in",
        "reltor",
        "weding fotographer",
        "lfe insurance agnt",
        "commercial real estate",
        "zzz qqq xxx",
    ]
    took = []
    for text in typed * 5:
        begun = time.process_time()
        catalogue.find(text)
        took.append(time.process_time() - begun)
    assert statistics.median(took) < 0.005


def test_importing_reads_no_file():
    code = (
        "from cookout.people.formats import catalogue as c; import sys;"
        "sys.exit(sum(f.cache_info().currsize for f in (c.professions, c.spheres, c.industries, c._index)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("title", "slug"), plain_titles())
def test_a_plain_title_tells_the_profession(title, slug):
    guess = catalogue.classify(title)
    assert guess is not None
    assert guess.slug == slug


@pytest.mark.parametrize("title", doubtful_titles())
def test_a_doubtful_title_tells_nothing(title):
    assert catalogue.classify(title) is None


@pytest.mark.parametrize("row", FIRMS.strip().splitlines())
def test_a_firm_tells_the_trade_of_its_owner_only(row):
    job, _, slug = row.partition(" ->")
    title, _, firm = job.partition(" @ ")
    guess = catalogue.classify(title.strip(), firm)
    assert (guess.slug if guess else "") == slug.strip()


@pytest.mark.parametrize(
    ("slug", "word"),
    [
        ("life-insurance-agent", "crowded"),
        ("financial-planner", "crowded"),
        ("wealth-manager", "crowded"),
        ("residential-real-estate-agent", "crowded"),
        ("cpa", "crowded"),
        ("chimney-sweep", "common"),
        ("mortgage-broker", "common"),
        ("roofer", "common"),
        ("locksmith", "rare"),
        ("court-reporter", "rare"),
    ],
)
def test_crowding_says_in_a_word_what_the_figures_say(slug, word):
    profession = next(p for p in PROFESSIONS if p.slug == slug)
    crowding = catalogue.crowding(profession.naics)
    assert crowding is not None
    assert crowding.word == word


def test_insurance_is_far_more_crowded_than_chimney_sweeping():
    insurance, sweeping = catalogue.crowding("524210"), catalogue.crowding("561790")
    assert insurance is not None
    assert sweeping is not None
    assert (insurance.establishments, sweeping.establishments) == (126_492, 14_078)
    assert insurance.per_10000 > 8 * sweeping.per_10000
    assert insurance.percentile > 85 > 60 > sweeping.percentile


def test_crowding_cuts_hold_a_third_and_a_quarter_and_follow_the_figures():
    known = {industry.naics: catalogue.crowding(industry.naics) for industry in catalogue.industries()}
    words = Counter(known[p.naics].word for p in PROFESSIONS)
    assert 0.30 < words["crowded"] / len(PROFESSIONS) < 0.37
    assert 0.22 < words["rare"] / len(PROFESSIONS) < 0.27
    ordered = sorted(known.values(), key=lambda crowding: crowding.per_10000)
    assert [c.percentile for c in ordered] == sorted(c.percentile for c in ordered)
    order = {"rare": 0, "common": 1, "crowded": 2}
    assert [order[c.word] for c in ordered] == sorted(order[c.word] for c in ordered)


def test_an_industry_without_figures_has_no_crowding():
    assert catalogue.crowding("999999") is None
    assert catalogue.crowding("") is None


def test_complements_share_customers_but_not_the_trade():
    around = catalogue.complements("residential-real-estate-agent")
    assert {"mortgage-broker", "home-inspector", "title-agent", "mover", "real-estate-attorney"} <= around
    assert not {"residential-real-estate-agent", "commercial-real-estate-agent", "piano-tuner"} & around
    assert not {"insurance-agent", "health-insurance-agent"} & catalogue.complements("life-insurance-agent")
    assert "pressure-washer" in catalogue.complements("chimney-sweep")


def test_complements_are_mutual_and_nobody_is_left_alone():
    for profession in PROFESSIONS:
        around = catalogue.complements(profession.slug)
        assert len(around) >= 6, profession.slug
        assert all(profession.slug in catalogue.complements(other) for other in around)


def test_an_unknown_profession_has_no_complements():
    assert catalogue.profession("no-such-trade") is None
    assert catalogue.complements("no-such-trade") == frozenset()
