// The program of a kiosk terminal, from the moment when somebody has signed in until he leaves. Who he is, his PIN, the
// queue and the network are the shell's (shell/terminal); this is what he may do, drawn with the kit, judged by the rules.
//
//   TerminalApp app{ui, transport};
//   app.start();
//   app.frame(seconds, now_ms, offset);
#pragma once

#include "client/terminal_client.hpp"
#include "ui/terminal/terminal_screens.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::ui {

class TerminalApp {
public:
    /// Both outlive the app.
    TerminalApp(Ui& ui, client::Transport& transport) : ui_(ui), client_(transport) {}

    void start() { client_.start(); }
    void heard(std::string_view event, std::string_view data) { client_.heard(event, data); }
    FrameReport const& frame(double seconds, std::int64_t now_ms, int utc_offset_minutes);
    [[nodiscard]] bool wants_frame() const { return wants_frame_ || client_.has_news(); }

    /// Where one has come to, or what has become of something; once.
    [[nodiscard]] std::optional<std::string> take_announcement() { return std::exchange(announcement_, std::nullopt); }
    /// He wants to leave (false), or the service has ended it (true); once.
    [[nodiscard]] std::optional<bool> take_sign_out();

    [[nodiscard]] client::TerminalClient& client() { return client_; }
    [[nodiscard]] TerminalState const& state() const { return state_; }

private:
    void draw(std::int64_t now_ms);
    void draw_place(AtTerminal const& at);
    void send(Instant now);
    void tell(client::TerminalOutcome const& outcome);

    Ui& ui_;
    client::TerminalClient client_;
    TerminalState state_;
    std::optional<std::string> announcement_;
    std::string announced_;
    std::uint64_t picture_ticket_ = 0;
    bool wants_sign_out_ = false;
    bool told_over_ = false;
    bool wants_frame_ = true;
};

} // namespace castellan::ui
