// Where things go: parts flow from top to bottom in the region around them. A region is a page, a card, a column, a
// dialog; each puts its own space between its parts, so that screens never speak of pixels.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/ui.hpp"

#include <initializer_list>
#include <span>
#include <string_view>

namespace castellan::ui {

struct Crumb {
    std::string_view label;
    std::string_view href;
};

/// How wide a page's content may grow.
enum class PageWidth : std::uint8_t { reading, normal, full };

/// The scrolling content of the window, within AppFrame. One per frame. Keeps its scroll position by `key` (the route).
class Page {
public:
    Page(Ui& ui, std::string_view key, PageWidth width = PageWidth::normal);
    ~Page();
    Page(Page const&) = delete;
    Page& operator=(Page const&) = delete;

private:
    Ui& ui_;
};

struct PageHeader {
    std::span<Crumb const> breadcrumb = {}; ///< Without the page itself.
    std::string_view title;
    std::string_view subtitle = {};
    std::string_view status = {}; ///< A badge beside the title.
    Tone status_tone = Tone::neutral;
    std::string_view avatar = {}; ///< A person's name: initials before the title.
    Icon icon = {};
};
[[nodiscard]] Actions page_header(Ui& ui, PageHeader const& header);

struct CardOptions {
    std::string_view subtitle = {};
    Icon icon = {};
    bool flush = false;        ///< Content reaches the card's edges: a table.
    Tone tone = Tone::neutral; ///< `danger` for the place where things are destroyed.
};
/// A titled surface; a `region` for assistive technology. Without a title it is only a surface.
class Card {
public:
    Card(Ui& ui, std::string_view title, CardOptions const& options = {});
    ~Card();
    Card(Card const&) = delete;
    Card& operator=(Card const&) = delete;
    /// At the right of the title. Call it before the content.
    [[nodiscard]] Actions actions();

private:
    Ui& ui_;
};

/// Columns side by side, one under the other where it is narrow. The weights say how the width is divided.
///   Columns columns{ui, {2, 1}};  … ; columns.next(); …
class Columns {
public:
    Columns(Ui& ui, std::initializer_list<float> weights);
    ~Columns();
    Columns(Columns const&) = delete;
    Columns& operator=(Columns const&) = delete;
    void next();

private:
    Ui& ui_;
};

/// A line of search and filters above a table, wrapping where it is narrow.
class Toolbar {
public:
    /// `role`: a group, if it is for something else than looking for things. `cell_em`: parts stand in columns of this width.
    explicit Toolbar(Ui& ui, std::string_view name = tr("Filters"), AriaRole role = AriaRole::search, float cell_em = 0);
    ~Toolbar();
    Toolbar(Toolbar const&) = delete;
    Toolbar& operator=(Toolbar const&) = delete;
    /// What follows stands at the right end: usually the count of results. At most once.
    void right();

private:
    Ui& ui_;
};

/// A list of facts: label left, value right; label above value where it is narrow.
///   Facts facts{ui}; facts.text("Firmware", view.firmware); facts.badge("State", Tone::good, "Online");
class Facts {
public:
    explicit Facts(Ui& ui);
    ~Facts();
    Facts(Facts const&) = delete;
    Facts& operator=(Facts const&) = delete;
    void text(std::string_view label, std::string_view value); ///< An empty value is drawn as "–".
    void link(std::string_view label, std::string_view value, std::string_view href);
    void badge(std::string_view label, Tone tone, std::string_view word);
    void person(std::string_view label, std::string_view name, std::string_view href = {});
    void time(std::string_view label, std::int64_t at_ms);

private:
    Ui& ui_;
};

/// Figures of an overview: a label, a large number, a line below; with `href` the whole is a link.
struct Figure {
    std::string_view label;
    std::string_view value;
    std::string_view detail = {};
    Tone tone = Tone::neutral;
    Icon icon = {};
    std::string_view href = {};
};
void figures(Ui& ui, std::span<Figure const> figures);

struct Tab {
    std::string_view key;
    std::string_view label;
    std::int64_t count = -1; ///< Shown behind the label if not negative.
};
/// Sets `current` to the key of the chosen tab; true when it changed.
bool tabs(Ui& ui, std::string_view name, std::span<Tab const> tabs, std::string& current);

} // namespace castellan::ui
