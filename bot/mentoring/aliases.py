"""What people mean by the words they type: other names, filler, and words too general to match on."""

from typing import Final

OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "accessibility": ("a11y",),
    "account management": ("key accounts", "client management", "customer management"),
    "agile": ("scrum", "kanban"),
    "apprenticeship": ("trainee", "apprentice"),
    "artificial intelligence": ("ai", "genai", "generative ai", "llm", "large language model"),
    "aws": ("amazon web services",),
    "azure": ("microsoft azure",),
    "budgeting": ("budget", "budget planning"),
    "career change": ("changing career", "career switch", "career transition", "switching career"),
    "coaching": ("coach",),
    "communication": ("communicating", "comms"),
    "conflict": ("conflict resolution", "conflict management", "resolving conflict", "mediation"),
    "continuous integration": ("ci", "ci cd", "cicd", "continuous delivery", "continuous deployment"),
    "cpp": ("c++",),
    "csharp": ("c#", "c sharp"),
    "customer success": ("csm", "client success"),
    "data analysis": ("analytics", "data analytics", "analysing data", "analyzing data"),
    "data engineering": ("data pipeline", "etl"),
    "databases": ("db", "dbs", "rdbms"),
    "decision making": ("decisions", "making decisions", "deciding"),
    "delegating": ("delegation",),
    "devops": ("dev ops",),
    "difficult conversations": ("hard conversations", "tough conversations", "crucial conversations"),
    "distributed systems": ("distributed computing",),
    "dotnet": (".net", "dot net"),
    "emotional intelligence": ("eq",),
    "excel": ("spreadsheets", "google sheets"),
    "facilitating": ("facilitation", "running workshops", "leading workshops", "workshop facilitation"),
    "feedback": ("giving feedback", "receiving feedback"),
    "finance": ("financial", "corporate finance"),
    "front end": ("frontend", "web development"),
    "back end": ("backend", "server side"),
    "gcp": ("google cloud", "google cloud platform"),
    "go to market": ("go to market", "gtm"),
    "golang": ("go", "go lang"),
    "hiring": ("recruiting", "recruitment", "talent acquisition", "interviewing candidates"),
    "human resources": ("hr", "people operations", "people ops"),
    "infrastructure as code": ("infrastructure as code", "iac", "terraform"),
    "interviewing": ("interviews", "job interviews", "interview preparation"),
    "javascript": ("js", "ecmascript"),
    "kubernetes": ("k8s", "kube"),
    "lead generation": ("lead generation", "lead gen"),
    "leadership": (
        "leading",
        "lead",
        "leader",
        "people management",
        "managing people",
        "people leadership",
        "team management",
        "managing teams",
        "line management",
        "team lead",
        "leading teams",
        "first time manager",
        "new manager",
        "becoming a manager",
        "people manager",
    ),
    "machine learning": ("ml", "deep learning", "mlops"),
    "marketing": ("digital marketing", "growth marketing"),
    "mental health": ("wellbeing", "well being", "burnout", "stress management"),
    "mentoring": ("mentorship",),
    "negotiating": ("negotiation", "salary negotiation", "bargaining"),
    "networking": ("building a network", "professional network"),
    "node": ("nodejs", "node js"),
    "okr": ("objectives and key results", "goal setting", "setting goals"),
    "parental leave": ("maternity leave", "paternity leave", "returning to work"),
    "postgresql": ("postgres", "psql"),
    "prioritising": ("prioritizing", "prioritisation", "prioritization"),
    "product management": ("product manager", "pm", "product owner", "product ownership"),
    "programming": ("coding", "software development"),
    "project management": ("project manager", "pmo", "managing projects"),
    "public speaking": (
        "presenting",
        "presentations",
        "presentation skills",
        "speaking in public",
        "giving talks",
        "conference talks",
        "keynotes",
        "speeches",
        "speaking at conferences",
    ),
    "python": ("py", "cpython"),
    "quality assurance": ("qa", "test engineering"),
    "react": ("reactjs", "react js"),
    "ruby on rails": ("rails", "ror"),
    "security": ("cybersecurity", "cyber security", "infosec", "information security", "appsec"),
    "selling": ("sales", "b2b sales"),
    "search engine optimisation": ("seo", "search engine optimization"),
    "site reliability": ("sre", "site reliability engineering"),
    "stakeholders": ("stakeholder management", "managing stakeholders", "managing up"),
    "statistics": ("stats",),
    "storytelling": ("story telling", "data storytelling"),
    "strategy": ("strategic thinking", "strategic planning", "business strategy"),
    "system design": ("software architecture", "systems architecture", "solution architecture"),
    "testing": ("automated testing", "test automation", "tdd", "unit testing"),
    "time management": ("managing time", "productivity"),
    "typescript": ("ts",),
    "user experience": ("ux", "ux design", "user experience design"),
    "user interface": ("ui", "ui design", "user interface design"),
    "user research": ("ux research",),
    "vue": ("vuejs", "vue js"),
    "writing": ("written communication", "copywriting", "technical writing", "business writing"),
}

# Said around a wish, never the wish itself. As typed, not as stems: "learn" is filler, "machine learning" is not.
_FILLER: Final = """
a about advice am an and any are as at be become becoming been being best better by can do does done for from
gain get getting good grow has have help helping her him his how i if improve improving in into is its
knowledge know learn like looking me mentor mentors more my need needs of on or our people's please skill
skills so some somebody someone than that the their them then there they things this to topic topics us using
want wants was we what when where which who why will with would you your
"""
FILLER: Final = frozenset(_FILLER.split())

# So general that sharing only one of these is no fit: "time management" does not answer "product management".
_GENERAL: Final = """
analysis basic business career communication design development engineering learning management manager
managing people planning professional project public role software strategic system systems team teams
speaking technical technology thinking time tools work working
"""
GENERAL: Final = frozenset(_GENERAL.split())

# Words a light English stemmer would spoil: names that end in s, and pairs that mean different things.
_AS_WRITTEN: Final = """
accounting always banking devops during economics evening finale jenkins kubernetes locale marketing morale
morning news pandas physics postgres rationale sales series species windows
"""
AS_WRITTEN: Final = frozenset(_AS_WRITTEN.split())
