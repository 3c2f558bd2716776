// The parts of a touch terminal: for gloves, and read from three metres. Few large choices a screen, targets of at least
// 56 px, a theme of high contrast; the rest is the kit's own.
//
//   KioskFrame frame{ui, {.title = "Engine 7", .person = "Ada Okafor"}, state};
//   Page page{ui, "safe"};
//   Tiles tiles{ui, tr("What to do")};
//   if (tiles.tile({.label = tr("Unlock"), .icon = icon::unlock})) …
#pragma once

#include "ui/kit/theme.hpp"
#include "ui/kit/ui.hpp"

#include <cstdint>
#include <string_view>

namespace castellan::ui {

/// How much larger a terminal's text is than a desk's, for a window of this size.
[[nodiscard]] float kiosk_scale(float width, float height);

/// Light or dark with 7:1 for whatever is read (WCAG 1.4.6).
[[nodiscard]] Theme high_contrast(Theme const& theme);

inline constexpr float kiosk_target = 56; ///< The least side of what is touched, in CSS pixels.

struct KioskView {
    std::string_view title;
    std::string_view person;
    bool has_back = false; ///< There is a place to go back to.
};

/// What was pressed in the bar; the caller reads it after the frame.
struct KioskState {
    bool wants_back = false;
    bool wants_sign_out = false;
};

/// The bar at the top, with the rest left to a Page.
class KioskFrame {
public:
    KioskFrame(Ui& ui, KioskView const& view, KioskState& state);
    ~KioskFrame();
    KioskFrame(KioskFrame const&) = delete;
    KioskFrame& operator=(KioskFrame const&) = delete;

private:
    Ui& ui_;
};

struct Tile {
    std::string_view label;
    std::string_view detail = {};
    std::string_view value = {};    ///< A figure at the right: how many there are.
    Icon icon = {};
    std::string_view state = {};    ///< A badge: "Offline".
    Tone state_tone = Tone::neutral;
    std::string_view disabled = {}; ///< Why it can't be pressed, shown in place of the detail.
    bool primary = false;
    bool busy = false;
};

/// `large` where there are few of them.
enum class TileSize : std::uint8_t { normal, large };

/// Large choices side by side, as many as there is room for.
class Tiles {
public:
    explicit Tiles(Ui& ui, std::string_view name, TileSize size = TileSize::normal);
    ~Tiles();
    Tiles(Tiles const&) = delete;
    Tiles& operator=(Tiles const&) = delete;

    /// True in the frame in which it was pressed. `key` tells apart tiles with the same label.
    [[nodiscard]] bool tile(Tile const& tile, std::string_view key = {});

private:
    Ui& ui_;
    float width_ = 0;
    float height_ = 0;
    float left_ = 0;
    int columns_ = 1;
    int column_ = 0;
};

/// Digits to be pressed, and the number that comes of them, at most `most`; true when it changed. Empty: nothing was typed.
bool number_pad(Ui& ui, std::string_view label, std::string& digits, std::int64_t most);

} // namespace castellan::ui
