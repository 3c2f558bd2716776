// A kiosk terminal's program: its screens, on the transport that its shell answers (shell/terminal).
#include "app/boundary.hpp"
#include "app/console.hpp"
#include "app/http_transport.hpp"
#include "ui/terminal/terminal_app.hpp"

namespace castellan::app
{

namespace
{

class TerminalConsole final : public Console
{
public:
    explicit TerminalConsole(ui::Ui& ui) : app_(ui, transport_) {}

    void start(std::string_view) override { app_.start(); }

    ui::FrameReport const& frame(Moment const& moment) override
    {
        auto const& report = app_.frame(moment.now_ms / 1000, moment.clock_ms, moment.utc_offset_minutes);
        if (auto const sentence = app_.take_announcement())
            host_announce(sentence->data(), sentence->size());
        if (auto const ended = app_.take_sign_out())
            host_sign_out(*ended ? 1 : 0);
        return report;
    }

    bool wants_frame() const override { return app_.wants_frame(); }
    void route_changed(std::string_view) override {} // There is one address, and no way from it.
    void arrived(int request, std::string_view piece) override { transport_.arrived(request, piece); }
    void answered(int request, client::Answer const& answer) override { transport_.answered(request, answer); }
    void heard(std::string_view event, std::string_view data) override { app_.heard(event, data); }
    bool find() override { return false; }

private:
    HttpTransport transport_;
    ui::TerminalApp app_;
};

} // namespace

std::unique_ptr<Console> make_console(ui::Ui& ui, Show)
{
    return std::make_unique<TerminalConsole>(ui);
}

} // namespace castellan::app
