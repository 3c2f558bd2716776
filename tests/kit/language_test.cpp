#include "ui/kit/language.hpp"

#include "tests/kit/stage.hpp"
#include "ui/kit/text.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace castellan::ui;
using namespace std::literals;

namespace {

/// Spanish for as long as it lives.
struct Spanish {
    class Formats final : public castellan::ui::Formats {
    public:
        std::string say(Phrase phrase, std::int64_t value, int offset) const override
        {
            return phrase == Phrase::number && value >= 10'000 ? "12.408" : castellan::ui::Formats::say(phrase, value, offset);
        }
    };
    Spanish()
    {
        speak("es",
              "Users\0Usuarios\0"
              "never\0nunca\0"
              "{} in {}\0En {1}: {0}\0"
              "{} of {} rows\0{} de {} filas\0"
              "{} people\x1fone\0{} persona\0"
              "{} people\x1fother\0{} personas\0"
              "This person shares no group with you.\0Esta persona no comparte ningún grupo con usted.\0"
              "Row {} ({}): {}\0Fila {} ({}): {}\0"sv,
              std::make_unique<Formats>());
    }
    ~Spanish() { speak("en", {}); }
};

} // namespace

TEST_CASE("A text is looked up by its English, which stands where there is no other", "[kit][language]")
{
    CHECK(tr("Users") == "Users");
    auto const before = language_generation();
    Spanish const spanish;
    CHECK(language() == "es");
    CHECK(language_generation() > before);
    CHECK(tr("Users") == "Usuarios");
    CHECK(tr("Station 7") == "Station 7");
    CHECK(relative_time(0, 1, 0) == "nunca");
}

TEST_CASE("What was looked up outlives the language", "[kit][language]")
{
    std::string_view kept;
    {
        Spanish const spanish;
        kept = tr("Users");
    }
    CHECK(kept == "Usuarios");
    CHECK(tr("Users") == "Users");
}

TEST_CASE("Placeholders are filled in the language's own order, numbers as it writes them", "[kit][language]")
{
    CHECK(tr("{} of {} rows", 3, 12'408) == "3 of 12,408 rows");
    CHECK(tr("{} in {}", "Ada"s, "Station 7") == "Ada in Station 7");
    CHECK(tr("{} and no more", "{}") == "{} and no more");
    Spanish const spanish;
    CHECK(tr("{} of {} rows", 3, 12'408) == "3 de 12.408 filas");
    CHECK(tr("{} in {}", "Ada"s, "Station 7") == "En Station 7: Ada");
}

TEST_CASE("A number has the plural of its language", "[kit][language]")
{
    CHECK(tr_n("{} person", "{} people", 1) == "1 person");
    CHECK(tr_n("{} person", "{} people", 1200) == "1,200 people");
    Spanish const spanish;
    CHECK(tr_n("{} person", "{} people", 1) == "1 persona");
    CHECK(tr_n("{} person", "{} people", 7) == "7 personas");
    CHECK(tr_n("{} safe", "{} safes", 1) == "1 safe");
}

TEST_CASE("Sentences of the rules are put together in the language", "[kit][language]")
{
    auto const reason = "This person shares no group with you."s;
    CHECK(said(reason) == reason);
    CHECK(said("Row 3 (ada@station.example): " + reason) == "Row 3 (ada@station.example): " + reason);
    Spanish const spanish;
    CHECK(said(reason) == "Esta persona no comparte ningún grupo con usted.");
    CHECK(said("Row 3 (ada@station.example): " + reason) ==
          "Fila 3 (ada@station.example): Esta persona no comparte ningún grupo con usted.");
    CHECK(said("This person shares no group with you: Station 9 (Bay door).") ==
          "Esta persona no comparte ningún grupo con usted: Station 9 (Bay door).");
    CHECK(said("Something else: and more.") == "Something else: and more.");
}

TEST_CASE("A widget is the same in every language", "[kit][language]")
{
    castellan::tests::Stage stage;
    auto seconds = 1.0;
    auto const id_of = [&] {
        stage.ui.begin_frame(seconds += 1);
        static_cast<void>(button(stage.ui, tr("Users")));
        stage.ui.end_frame();
        return find(stage.ui.semantics(), AriaRole::button, tr("Users"))->id;
    };
    auto const english = id_of();
    Spanish const spanish;
    CHECK(id_of() == english);
}
