// What the program shows: the console of an organisation, the gallery of the kit, or a kiosk terminal.
#pragma once

#include "client/transport.hpp"
#include "ui/kit/ui.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace castellan::app
{

/// When a frame is drawn: a running time, and what the clocks on the wall say.
struct Moment
{
    double now_ms = 0;
    std::int64_t clock_ms = 0; ///< Since 1970.
    int utc_offset_minutes = 0;
};

class Console
{
public:
    virtual ~Console() = default;

    virtual void start(std::string_view hash) = 0;
    /// Draws one whole frame and tells the page what it asked for: a place to go, a title, the end of the session.
    virtual ui::FrameReport const& frame(Moment const& moment) = 0;
    /// Whether another frame is wanted though nothing on the screen moves.
    [[nodiscard]] virtual bool wants_frame() const { return false; }
    /// The address has changed, by a link, by Back or by hand.
    virtual void route_changed(std::string_view hash) = 0;
    virtual void arrived(int request, std::string_view piece) = 0;
    virtual void answered(int request, client::Answer const& answer) = 0;
    virtual void heard(std::string_view event, std::string_view data) = 0;
    /// Puts the keyboard into the search of what is shown; false if there is none, or it is there already.
    virtual bool find() = 0;
};

enum class Show : std::uint8_t
{
    organization,
    gallery
};

/// What this program shows; each links one. `ui` outlives the console.
[[nodiscard]] std::unique_ptr<Console> make_console(ui::Ui& ui, Show show);

} // namespace castellan::app
