"""One query of each habit of typing, and the house of the demonstration that it must lead to."""

TYPED = {
    "the street and the house": ("ленина 293", "ulitsa-lenina/293"),
    "words about the chat": ("чат дома ленина 293", "ulitsa-lenina/293"),
    "a question": ("как вступить в чат ленина 293?", "ulitsa-lenina/293"),
    "an entrance before": ("подъезд 2 ленина 293", "ulitsa-lenina/293"),
    "a flat after": ("ленина 293, кв. 45", "ulitsa-lenina/293"),
    "a flat after a dash": ("ленина 293-45", "ulitsa-lenina/293"),
    "glued words": ("улицаленина293", "ulitsa-lenina/293"),
    "look-alike characters": ("ленина\u3000\uff12\uff19\uff13", "ulitsa-lenina/293"),
    "the other layout": ("ktybyf 293", "ulitsa-lenina/293"),
    "Latin letters": ("lenina 293", "ulitsa-lenina/293"),
    "a slip": ("лнеина 293", "ulitsa-lenina/293"),
    "a first name": ("владимира ленина 293", "ulitsa-lenina/293"),
    "a type for all": ("ул. мира 60", "prospekt-mira/60"),
    "an envelope": ("Южно-Сахалинск, ул. Ленина, д. 293, кв. 5", "ulitsa-lenina/293"),
    "a receipt": ("л/с 1234567 ленина, д.293", "ulitsa-lenina/293"),
    "a voice message": ("найди ленина двести девяносто три", "ulitsa-lenina/293"),
}
