// The language of the interface. Its texts stand in the sources in English, and the English text is the key by which
// the catalogue has it in another language; without a catalogue the key itself is shown.
//
//   table.badge(Tone::good, tr("Online"));
//   muted(ui, tr("{} of {} safes are offline", offline, total));    // "{}" is filled; numbers as the language writes them
//   muted(ui, tr_n("{} person", "{} people", count));               // the form that goes with the number
//
// Data is never looked up: a group that is called "Users" keeps its name in every language. So the parts of the kit take
// texts that are translated already. Texts in tables of constants are looked up where they are shown, and stand between
// the comments `words:` and `words end`, by which tools/languages.py finds them.
//
// There is one language at a time, as there is one page: it is the program's, like a process's locale.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace castellan::ui {

/// What a language's numbers and times are asked for.
enum class Phrase : std::uint8_t {
    plural,        ///< The plural category of a number: "one", "other" (CLDR).
    number,        ///< "12,408"
    day,           ///< Of an instant in ms: "12 Mar"
    day_and_year,  ///< "12 Mar 2024"
    long_day,      ///< "12 March 2024"
    exact,         ///< "12 March 2024, 14:05"
    month,         ///< "March 2024"
    weekday,       ///< "Mo"
    minutes,       ///< A number of them from now, negative in the past: "3 minutes ago"
    hours,
    days,          ///< "yesterday", "in 12 days"
    first_weekday, ///< The day that weeks begin with: "1" is Monday, "7" Sunday.
    time_zone,     ///< The IANA names of all zones by their place from 0, empty behind the last; -1: this computer's.
};

/// How a language writes numbers, times and lists. This is plain English, for tests; the browser's Intl is in src/app.
class Formats {
public:
    virtual ~Formats() = default;
    /// `utc_offset_minutes` is for those that know no time zones.
    [[nodiscard]] virtual std::string say(Phrase phrase, std::int64_t value, int utc_offset_minutes) const;
    /// "a, b and c"; with "or" if they are alternatives.
    [[nodiscard]] virtual std::string list(std::span<std::string const> items, bool alternatives) const;
};

/// A language that can be chosen.
struct Language {
    std::string tag;  ///< BCP 47: "es"
    std::string name; ///< In itself: "Español"
};

/// From now on the interface speaks `tag`. `pairs` is its catalogue: English text and translation by turns, each ended by
/// a zero; of a plural, one pair for each category, the key followed by U+001F and the category. What was looked up
/// before stays valid.
void speak(std::string_view tag, std::string_view pairs, std::unique_ptr<Formats> formats = nullptr);
[[nodiscard]] std::string_view language();
/// Grows when the language changes: what is kept from former frames is to be made anew.
[[nodiscard]] unsigned language_generation();

void offer_languages(std::vector<Language> languages);
[[nodiscard]] std::span<Language const> languages();

[[nodiscard]] Formats const& formats();

/// A text of the interface: a view that is valid for good, and a string where one is wanted.
class Text : public std::string_view {
public:
    constexpr explicit Text(std::string_view text) : std::string_view(text) {}
    operator std::string() const { return std::string(data(), size()); }
};

/// A view as one word where it is no longer than one: in the browser a word is returned in a register and a view is not,
/// which with so many texts makes the program 4 kB shorter.
using TextWord = std::conditional_t<sizeof(std::string_view) == sizeof(std::uint64_t), std::uint64_t, std::string_view>;
[[nodiscard]] TextWord find_text(std::string_view english);

/// The text in the language that is spoken; `english` is a literal, or lives as long.
[[nodiscard]] inline Text tr(std::string_view english)
{
    return Text(std::bit_cast<std::string_view>(find_text(english)));
}

/// What stands for a "{}": a text as it is, or a number as the language writes it.
struct Filling {
    std::string_view text = {};
    std::int64_t number = 0;
    bool is_number = false;

    template <class Text>
        requires std::convertible_to<Text const&, std::string_view>
    Filling(Text const& given) : text(given)
    {
    }
    Filling(std::integral auto given) : number(static_cast<std::int64_t>(given)), is_number(true) {}
};
/// "{}" one after the other; "{0}", "{1}" where a language puts them into another order.
[[nodiscard]] std::string filled(std::string_view text, std::span<Filling const> fillings);

template <class... Parts>
    requires(sizeof...(Parts) > 0)
[[nodiscard]] std::string tr(std::string_view english, Parts const&... parts)
{
    Filling const fillings[] = {Filling(parts)...};
    return filled(tr(english), fillings);
}

/// The form for a number, not yet filled. The key in the catalogue is the English plural.
[[nodiscard]] std::string_view plural_form(std::string_view one, std::string_view many, std::int64_t number);

/// A text with a number, which is the first "{}" in it.
template <class... Parts>
[[nodiscard]] std::string tr_n(std::string_view one, std::string_view many, std::int64_t number, Parts const&... parts)
{
    Filling const fillings[] = {Filling(number), Filling(parts)...};
    return filled(plural_form(one, many, number), fillings);
}

/// A sentence of the rules or of the service, which come in English: as it stands in the catalogue, or put together from
/// what stands there, as rules/sentence.hpp puts it together.
[[nodiscard]] std::string said(std::string_view sentence);

/// The English text of what `tr` gave, so that ids of widgets are the same in every language; else the text itself.
[[nodiscard]] std::string_view source_of(std::string_view text);

} // namespace castellan::ui
