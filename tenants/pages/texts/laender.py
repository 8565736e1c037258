"""What differs by Land, found by the first two digits of the Regionalschlüssel. Only names that are certain."""

from __future__ import annotations

from typing import NamedTuple


class Land(NamedTuple):
    """Its law on accessible websites, its data protection authority, and who settles disputes about barriers."""

    law: str
    data_protection: str
    barriers: str = ""


LAENDER = {
    "01": Land(
        "Landesbehindertengleichstellungsgesetz Schleswig-Holstein (LBGG)",
        "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein (ULD)",
        "Beschwerdestelle für barrierefreie Informationstechnik bei der oder dem Landesbeauftragten für Menschen mit "
        "Behinderungen Schleswig-Holstein",
    ),
    "02": Land(
        "Hamburgisches Behindertengleichstellungsgesetz (HmbBGG)",
        "Hamburgische Beauftragte oder Hamburgischer Beauftragter für Datenschutz und Informationsfreiheit",
    ),
    "03": Land(
        "Niedersächsisches Behindertengleichstellungsgesetz (NBGG)",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz Niedersachsen",
        "Schlichtungsstelle nach § 9d NBGG bei der oder dem Landesbeauftragten für Menschen mit Behinderungen "
        "Niedersachsen",
    ),
    "04": Land(
        "Bremisches Behindertengleichstellungsgesetz (BremBGG)",
        "Landesbeauftragte oder Landesbeauftragter für Datenschutz und Informationsfreiheit Bremen",
    ),
    "05": Land(
        "Behindertengleichstellungsgesetz Nordrhein-Westfalen (BGG NRW)",
        "Landesbeauftragte oder Landesbeauftragter für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
        "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen",
    ),
    "06": Land(
        "Hessisches Behinderten-Gleichstellungsgesetz (HessBGG)",
        "Hessische Beauftragte oder Hessischer Beauftragter für Datenschutz und Informationsfreiheit",
    ),
    "07": Land(
        "Landesinklusionsgesetz Rheinland-Pfalz",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
    ),
    "08": Land(
        "Landes-Behindertengleichstellungsgesetz Baden-Württemberg (L-BGG)",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
    ),
    "09": Land(
        "Bayerisches Behindertengleichstellungsgesetz (BayBGG)",
        "Bayerische Landesbeauftragte oder Bayerischer Landesbeauftragter für den Datenschutz",
        "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik beim Landesamt für "
        "Digitalisierung, Breitband und Vermessung, IT-Dienstleistungszentrum des Freistaats Bayern",
    ),
    "10": Land(
        "Saarländisches Behindertengleichstellungsgesetz (SBGG)",
        "Unabhängiges Datenschutzzentrum Saarland",
    ),
    "11": Land(
        "Barrierefreie-IKT-Gesetz Berlin (BIKTG Bln)",
        "Berliner Beauftragte oder Berliner Beauftragter für Datenschutz und Informationsfreiheit",
        "Landesbeauftragte oder Landesbeauftragter für digitale Barrierefreiheit Berlin",
    ),
    "12": Land(
        "Brandenburgisches Behindertengleichstellungsgesetz (BbgBGG)",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
    ),
    "13": Land(
        "Landesbehindertengleichstellungsgesetz Mecklenburg-Vorpommern (LBGG M-V)",
        "Landesbeauftragte oder Landesbeauftragter für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
    ),
    "14": Land(
        "Barrierefreie-Websites-Gesetz Sachsen (BfWebG)",
        "Sächsische Datenschutz- und Transparenzbeauftragte oder Sächsischer Datenschutz- und Transparenzbeauftragter",
        "Durchsetzungsstelle bei der oder dem Beauftragten der Sächsischen Staatsregierung für die Belange von "
        "Menschen mit Behinderungen",
    ),
    "15": Land(
        "Behindertengleichstellungsgesetz Sachsen-Anhalt (BGG LSA)",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz Sachsen-Anhalt",
    ),
    "16": Land(
        "Thüringer Gesetz über den barrierefreien Zugang zu den Websites und mobilen Anwendungen öffentlicher Stellen "
        "(ThürBarrWebG)",
        "Thüringer Landesbeauftragte oder Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
    ),
}
