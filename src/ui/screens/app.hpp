// The console as one object: client and screens, joined. The platform (src/app in the browser, a test natively) makes a
// Ui and a Transport, tells it what happens, and asks for frames.
//
//   App app{ui, transport};
//   app.start(location_hash);
//   app.frame(seconds, now_ms, offset);          // draws and sends what was activated
//   while (auto move = app.take_navigation()) …  // push or replace the address
#pragma once

#include "client/client.hpp"
#include "client/route.hpp"
#include "ui/kit/kit.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::ui {

/// The address that the console wants to be at.
struct Navigation {
    std::string hash;
    bool replace = false; // while typing a filter, so that Back does not go letter by letter
};

class App {
public:
    /// Both outlive the App.
    App(Ui& ui, client::Transport& transport);
    ~App();
    App(App const&) = delete;
    App& operator=(App const&) = delete;

    /// Asks the service for what the signed-in person may see. Call it once, after signing in.
    void start(std::string_view hash);

    /// The address changed: a link, Back, Forward, or typed by hand.
    void route_changed(std::string_view hash);

    /// The event stream said something: "open", "closed", or an event's own name with its data.
    void heard(std::string_view event, std::string_view data);

    /// One whole frame, `begin_frame` to `end_frame`, and then what was activated is sent.
    FrameReport const& frame(double seconds, std::int64_t now_ms, int utc_offset_minutes);

    /// Whether what is on the screen may be out of date, so that frames are wanted though nobody touched anything.
    [[nodiscard]] bool wants_frame() const;

    [[nodiscard]] std::optional<Navigation> take_navigation();
    /// For the window's title: "Station 7 · Castellan".
    [[nodiscard]] std::string const& title() const;
    /// A sentence for a live region, once: where one has come to, what was done.
    [[nodiscard]] std::optional<std::string> take_announcement();

    /// How the session ended, once: the platform shows the sign-in form again.
    [[nodiscard]] std::optional<client::SignedOut> take_signed_out();
    /// The person asked for the other theme, once.
    [[nodiscard]] bool take_theme_wish();
    /// The language that the person asked for, once: the platform brings its catalogue and has it spoken.
    [[nodiscard]] std::optional<std::string> take_language_wish();
    /// Puts the keyboard into the search of what is shown (Ctrl+F); false if there is none or it is there already.
    bool find();

    [[nodiscard]] client::Client& client();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace castellan::ui
