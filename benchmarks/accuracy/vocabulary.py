"""
The words of the invented guidance: procedures, devices, drugs and places that do not exist.

None of them names a real procedure, product or trial, so nothing here can be taken for
guidance and nothing is NICE's.
"""

from __future__ import annotations

ACTIONS = (
    "helical band plication",
    "pulsed vapour sealing",
    "lattice stent placement",
    "cold-loop trimming",
    "magnetic ring coaptation",
    "foam-core embolisation",
    "tidal pressure dilatation",
    "micro-coil tethering",
    "percutaneous mesh tunnelling",
    "twin-balloon remodelling",
    "ultrasound-guided thread lifting",
    "laser fringe shaping",
    "endoscopic collar fitting",
    "transcatheter petal closure",
    "focused warm-wave therapy",
    "suction-assisted decanting",
    "fluoroscopic pin realignment",
    "sub-threshold ripple stimulation",
)
SITES = (
    "accessory gastric fold",
    "lesser splenic duct",
    "anterior tympanic sling",
    "deep calf perforator",
    "superior orbital shelf",
    "marginal renal branch",
    "oblique knee retinaculum",
    "posterior bronchial spur",
    "inner palatal arch",
    "lateral hepatic channel",
    "third lumbar recess",
    "distal radial crest",
)
CONDITIONS = (
    "relapsing duct laxity",
    "chronic fold prolapse",
    "symptomatic shelf erosion",
    "recurrent channel reflux",
    "progressive arch fatigue",
    "idiopathic sling weakness",
    "severe perforator leak",
    "refractory crest pain",
    "early spur obstruction",
    "persistent recess fluid",
)
POPULATIONS = ("adults", "children", "infants", "young people")
DEVICES = (
    "Orvexa band",
    "Talvik ring",
    "Quennel sleeve",
    "Brisane coil",
    "Mordell clip",
    "Fenwick-Oss catheter",
    "Ystrad patch",
    "Halden probe",
    "Lumara lattice",
    "Perrin collar",
)
DRUGS = (
    "ostravimab",
    "felodrazole",
    "quintaprine",
    "dermavastin",
    "torsilate",
    "benrivane",
    "calthoxin",
    "mervipril",
    "sulnadine",
    "pravotene",
    "ixolamide",
    "zerfenac",
    "hydrapemil",
    "noctivane",
    "lorbexate",
    "trevadipine",
    "kelvarine",
    "umbrazole",
    "ganitropin",
    "wexforine",
)
SPECIALISTS = (
    "interventional radiologist",
    "vascular surgeon",
    "consultant gastroenterologist",
    "paediatric anaesthetist",
    "specialist nurse",
    "clinical physiologist",
    "hepatologist",
    "rehabilitation physician",
)
SYMPTOMS = (
    "night-time swelling",
    "sudden hoarseness",
    "unexplained weight loss",
    "morning stiffness",
    "flickering vision",
    "calf heaviness",
    "repeated hiccups",
    "breathlessness on bending",
    "tingling of the fingertips",
    "loss of taste",
)
MEASURES = (
    "serum torvin",
    "fold pressure",
    "walking distance",
    "plasma quillate",
    "shelf thickness",
    "grip endurance",
    "nerve latency",
    "channel flow",
)
SCANS = ("duplex ultrasound", "low-dose CT", "contrast MRI", "plain radiography")
RISKS = (
    "wound infection",
    "device slippage",
    "temporary numbness",
    "late bleeding",
    "duct perforation",
    "scar tethering",
)
REGISTERS = (
    "National Fold Register",
    "Shared Implant Ledger",
    "Duct Outcomes Database",
    "Regional Procedures Log",
)
TRIALS = ("HALYARD", "MERIDIAN-9", "PLOVER", "TINDER-2", "SALTIRE-X", "COPSE")
ENDORSERS = (
    "Northern Isles Care Board",
    "Society of Invented Surgeons",
    "Example College of Radiology",
    "Western Vale Health Council",
)
CODES = (
    ("L91.4", "Sealing of duct by pulsed vapour under image control"),
    ("L92.1", "Placement of lattice into branch of vessel"),
    ("G77.2", "Plication of fold using helical band"),
    ("T64.8", "Other specified tethering by coil"),
    ("Y91.-", "Approach to cavity through invented port"),
    ("Z94.3", "Laterality of accessory structure"),
    ("L93.5", "Removal of ring from channel"),
    ("W83.6", "Realignment of crest with pin"),
    ("J72.9", "Unspecified operation on lesser duct"),
    ("Y74.1", "Robotic steering of catheter"),
)
CODE_GROUPS = ("With lattice:", "Without lattice:")
GUIDELINE_GROUPS = (
    "Recognition and referral",
    "Assessment",
    "First-line treatment",
    "Further treatment",
    "Monitoring",
    "Information and support",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
RESPONSIBILITY = (
    (
        (
            "This text gives the considered view of the institute on the evidence it has seen. "
            "Those who treat patients should weigh it together with each patient's wishes, and in "
            "particular any special arrangements that their trust has made for new procedures. It "
            "does not take the place of their own judgement."
        ),
        (
            "Problems with a device or a medicine should be reported through the {{Yellow Card "
            "Scheme}} as soon as they come to light."
        ),
        (
            "Those who buy and those who provide care should {{look at the environmental cost of "
            "what they do}} and reduce it wherever they can."
        ),
    ),
    (
        (
            "This text gives the considered view of the institute on the evidence it has seen. "
            "Everybody who gives care should weigh it together with the wishes and needs of the "
            "person, and in particular any special arrangements that their organisation has made "
            "for new procedures. It does not take the place of professional judgement."
        ),
        (
            "Problems with a device or a medicine should be reported through the {{Yellow Card "
            "Scheme}} as soon as they come to light."
        ),
        (
            "Those who buy and those who provide care should {{look at the environmental cost of "
            "what they do}} and reduce it wherever they can."
        ),
    ),
)
"""The standing text in two editions, as the publisher rewrites it silently in all documents."""
