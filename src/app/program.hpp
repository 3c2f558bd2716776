// The program as the page sees it: takes events in, draws a frame, and tells the page what is different after it.
#pragma once

#include "app/console.hpp"
#include "app/mirror.hpp"
#include "app/painter.hpp"
#include "ui/kit/ui.hpp"

#include <memory>

namespace castellan::app
{

/// When the mirror must be up to date.
enum class Settle : std::uint8_t
{
    soon,
    now
};

class Program
{
public:
    Program(ui::Fonts const& fonts, std::unique_ptr<Painter> painter, Show show);

    /// Draws one frame; what is unchanged costs no GL. Milliseconds until the next one is wanted, negative: none is.
    double frame(Moment const& moment, Settle settle);

    void resize(ui::Viewport const& size, int pixel_width, int pixel_height);
    void appearance(bool dark, bool coarse_pointer, bool reduced_motion);
    void context_lost();
    void context_restored();

    [[nodiscard]] ui::Ui& ui() { return ui_; }
    [[nodiscard]] Console& console() { return *console_; }

private:
    void paint();
    void tell_report(ui::FrameReport const& report);
    /// Milliseconds until it is due, 0 if it was done.
    double tell_mirror(double now_ms, Settle settle);

    ui::Ui ui_;
    std::unique_ptr<Painter> painter_;
    std::unique_ptr<Console> console_;
    Mirror mirror_;
    double mirrored_at_ms_ = 0;
    std::uint64_t painted_ = 0; ///< Digest of what is on the canvas.
    std::uint64_t entry_ = 0;   ///< Digest of the text entry that the page has.
    ui::WidgetId editing_ = 0;
    ui::Cursor cursor_ = ui::Cursor::arrow;
};

} // namespace castellan::app
