// Messages on their way to people: a real mail server receives them, and the code that it received confirms the change.
#include "server-stub/delivery/courier.hpp"
#include "server-stub/delivery/delivery.hpp"
#include "server-stub/delivery/outbox.hpp"
#include "server-stub/opened.hpp"
#include "tests/server/post_office.hpp"
#include "tests/server/raw_client.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <format>
#include <fstream>

using namespace castellan;
using namespace castellan::server;
using namespace castellan::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view organization = R"({"organization": {"id": "o1", "name": "Riverside EMS"},
    "accounts": [{"id": "a1", "name": "Fire"}],
    "users": [{"id": "tess", "name": "Tess", "email": "tess@riverside.example", "phone": "+15550102", "administrator": true},
              {"id": "theo", "name": "Theo", "email": "theo@riverside.example", "phone": "+15550103", "administrator": true}]})";
constexpr std::string_view password = "correct horse battery";
constexpr std::string_view code_request = R"({"change":{"kind":"user.disable","user":"theo"}})";

/// A server with two administrators, one of whom is signed in.
class Office {
public:
    explicit Office(std::vector<std::string> more)
    {
        folder.write("document.json", organization);
        REQUIRE(run(folder.path(),
                    {"import", "--data", folder / "data", "--from", folder / "document.json", "--password-for",
                     "tess@riverside.example"},
                    password)
                    .status == 0);
        std::vector<std::string> arguments = {"--verbose", "serve", "--data", folder / "data", "--port", "0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        server.emplace(folder.path(), arguments);
        port = server->port();
        INFO(server->printed());
        REQUIRE(port != 0);
        auto const signed_in =
            post("/api/v1/session", std::format(R"({{"email":"tess@riverside.example","password":"{}"}})", password));
        REQUIRE(signed_in.status == 201);
        auto const set = signed_in.field("set-cookie");
        cookie = set.substr(0, set.find(';'));
    }

    RawResponse post(std::string_view path, std::string_view body, std::string_view more = "") const
    {
        return ask(port, std::format("POST {} HTTP/1.1\r\nHost: localhost\r\nCastellan-Request: 1\r\nContent-Type: "
                                     "application/json\r\nCookie: {}\r\n{}Content-Length: {}\r\n\r\n{}",
                                     path, cookie, more, body.size(), body));
    }
    RawResponse disable_theo(std::string_view code) const
    {
        return post("/api/v1/users/theo/disable", "", std::format("Castellan-Code: {}\r\n", code));
    }

    TemporaryFolder folder;
    std::optional<Process> server;
    std::uint16_t port = 0;
    std::string cookie;
};

Message mail(std::string text = "Hello\n")
{
    return {.channel = Channel::email,
            .kind = MessageKind::notice,
            .to = "ada@riverside.example",
            .subject = "A greeting",
            .text = std::move(text)};
}

SmtpOptions smtp(PostOffice const& office)
{
    return {.endpoint = {office.smtp_url(), {}}, .from = "castellan@riverside.example", .user = {}, .password = {}};
}

/// A certificate for localhost that nobody has signed but itself.
void make_certificate(TemporaryFolder const& folder)
{
    Process openssl(folder.path(),
                    {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                     "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem",
                     "-out", folder / "certificate.pem"},
                    {}, "/usr/bin/openssl");
    REQUIRE(openssl.wait() == 0);
}

/// A carrier that a test can hold up, and that fails as told.
class Fake final : public Carrier {
public:
    struct Told {
        std::atomic<int> carried = 0;
        std::atomic<int> tried = 0;
        std::atomic<int> failures = 0;
        std::atomic<bool> is_held = false;
        std::vector<std::string> texts; // in the order of their tries; look when nothing is tried any more
        DeliveryFailure::Again again = DeliveryFailure::Again::later;
    };
    explicit Fake(Told& told) : told_(told) {}
    std::string_view name() const override { return "the fake"; }
    std::expected<void, DeliveryFailure> carry(Message const& message, std::atomic<bool> const& give_up) override
    {
        told_.texts.push_back(message.text);
        ++told_.tried;
        while (told_.is_held && !give_up)
            std::this_thread::sleep_for(1ms);
        if (told_.failures > 0) {
            --told_.failures;
            return std::unexpected(DeliveryFailure{told_.again, "told to"});
        }
        ++told_.carried;
        return {};
    }

private:
    Told& told_;
};

template <class Condition>
bool eventually(Condition condition)
{
    for (int i = 0; i < 4'000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

} // namespace

TEST_CASE("X-8: the code that a real mail server received confirms the change, and so does the text message's", "[delivery]")
{
    PostOffice post_office;
    TemporaryFolder const secrets;
    secrets.write("token", "let-me-send\n");
    std::filesystem::permissions(secrets / "token", std::filesystem::perms::owner_read);
    Office const office({"--smtp-url", post_office.smtp_url(), "--smtp-from", "castellan@riverside.example", "--sms-url",
                         post_office.sms_url(), "--sms-token-file", secrets / "token"});

    CHECK(office.disable_theo("000000").status == 428);
    auto const sent = office.post("/api/v1/codes", code_request);
    INFO(sent.body);
    REQUIRE(sent.status == 201);

    auto const mail = post_office.received("mail-1.eml");
    CHECK(mail.starts_with("X-Envelope: castellan@riverside.example tess@riverside.example tls=False"));
    CHECK(mail.contains("From: Castellan <castellan@riverside.example>\r\n"));
    CHECK(mail.contains("To: <tess@riverside.example>\r\n"));
    CHECK(mail.contains("Subject: Your code to confirm a change\r\n"));
    CHECK(mail.contains("Auto-Submitted: auto-generated\r\n"));
    auto const code = code_in(mail);
    REQUIRE(code.size() == 6);
    auto const text = post_office.received("text-1.txt");
    CHECK(text.starts_with("/send Bearer let-me-send\n{\"to\":\"+15550102\",\"text\":\""));
    CHECK(code_in(text) == code);

    CHECK(office.disable_theo(code).status == 200);
    CHECK(office.disable_theo(code).status == 409); // is so already

    // Neither the log nor the command line's list of processes has a secret in it.
    CHECK_FALSE(office.server->printed().contains(code));
    CHECK_FALSE(office.server->printed().contains("let-me-send"));
    CHECK_FALSE(std::filesystem::exists(Outbox::file_in(office.folder / "data")));
}

TEST_CASE("a mail server that wants a password gets it over STARTTLS, with a certificate that is checked", "[delivery]")
{
    TemporaryFolder const folder;
    make_certificate(folder);
    PostOffice const post_office({"--certificate", folder / "certificate.pem", "--key", folder / "key.pem", "--user",
                                  "castellan", "--password", "open sesame"});
    auto options = smtp(post_office);
    options.user = "castellan";
    options.password = "open sesame";
    std::atomic<bool> const never = false;

    SECTION("whose authority is believed")
    {
        options.endpoint.authorities = folder / "certificate.pem";
        auto const carried = SmtpCarrier(options).carry(mail(), never);
        INFO((carried ? std::string() : carried.error().reason));
        REQUIRE(carried);
        CHECK(post_office.received("mail-1.eml").contains("tls=True"));
    }
    SECTION("whose authority nobody knows")
    {
        CHECK_FALSE(SmtpCarrier(options).carry(mail(), never));
        CHECK_FALSE(post_office.has("mail-1.eml"));
    }
    SECTION("with a wrong password")
    {
        options.endpoint.authorities = folder / "certificate.pem";
        options.password = "open barley";
        auto const carried = SmtpCarrier(options).carry(mail(), never);
        REQUIRE_FALSE(carried);
        CHECK_FALSE(carried.error().reason.contains("barley"));
        CHECK_FALSE(post_office.has("mail-1.eml"));
    }
}

TEST_CASE("a password is never sent to a mail server that can't keep it secret", "[delivery]")
{
    PostOffice const post_office;
    auto options = smtp(post_office);
    options.user = "castellan";
    options.password = "open sesame";
    std::atomic<bool> const never = false;
    auto const carried = SmtpCarrier(options).carry(mail(), never);
    REQUIRE_FALSE(carried);
    CHECK_FALSE(post_office.has("mail-1.eml"));
}

TEST_CASE("texts arrive as they were written: dots, long lines, umlauts, and nothing becomes a header", "[delivery]")
{
    PostOffice const post_office;
    std::atomic<bool> const never = false;
    auto message = mail("First\n.\n..two dots\n" + std::string(300, 'x') + "\nGr\xC3\xBC\xC3\x9F" "e\n");
    message.subject = "Gr\xC3\xBC\xC3\x9F" "e\r\nBcc: everybody@riverside.example";
    REQUIRE(SmtpCarrier(smtp(post_office)).carry(message, never));
    auto const received = post_office.received("mail-1.eml");
    CHECK(received.contains("First"));
    CHECK(received.contains("..two dots"));
    CHECK(received.contains("Gr=C3=BC=C3=9Fe"));
    CHECK(received.contains("Subject: =?UTF-8?B?"));
    CHECK_FALSE(received.contains("Bcc"));

    message.to = "ada@riverside.example> SIZE=1\r\nRCPT TO:<eve@riverside.example";
    auto const refused = SmtpCarrier(smtp(post_office)).carry(message, never);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().again == DeliveryFailure::Again::never);
}

TEST_CASE("dates of mails are those of RFC 5322", "[delivery]")
{
    CHECK(mail_date(0) == "Thu, 01 Jan 1970 00:00:00 +0000");
    CHECK(mail_date(1'795'305'600'999) == "Sun, 22 Nov 2026 00:00:00 +0000");
}

TEST_CASE("a server that is not just now ready is tried again; one that says no is not", "[delivery]")
{
    SECTION("later")
    {
        PostOffice const post_office({"--answer", "451", "--times", "2"});
        Courier courier(std::make_unique<SmtpCarrier>(smtp(post_office)), {.pauses = {10ms, 10ms, 10ms}});
        courier.take(mail());
        CHECK(post_office.received("mail-1.eml").contains("Hello"));
        CHECK(post_office.has("refused-2.eml"));
    }
    SECTION("never")
    {
        PostOffice const post_office({"--answer", "550", "--times", "1"});
        Courier courier(std::make_unique<SmtpCarrier>(smtp(post_office)), {.pauses = {1ms, 1ms, 1ms}});
        courier.take(mail("First\n"));
        CHECK(post_office.received("refused-1.eml").contains("First"));
        courier.take(mail("Second\n")); // goes out, and the first never comes again
        CHECK(post_office.received("mail-1.eml").contains("Second"));
    }
    SECTION("many over one connection")
    {
        PostOffice const post_office;
        Courier courier(std::make_unique<SmtpCarrier>(smtp(post_office)));
        for (int i = 1; i <= 50; ++i)
            courier.take(mail(std::format("number {}\n", i)));
        CHECK(post_office.received("mail-50.eml").contains("number 50"));
    }
}

TEST_CASE("a courier tries so often and gives up, and never sends what is no longer good", "[delivery]")
{
    Fake::Told told;
    told.failures = 100;
    Courier courier(std::make_unique<Fake>(told), {.pauses = {1ms, 1ms}});
    courier.take(mail());
    CHECK(eventually([&] { return told.tried == 3; }));

    told.failures = 0;
    auto late = mail();
    late.good_until = now() - 1;
    courier.take(late);
    courier.take(mail());
    CHECK(eventually([&] { return told.carried == 1; }));
    CHECK(told.tried == 4); // neither the given up nor the late one
}

TEST_CASE("a courier has room for so many, holds nobody up, and stops in time", "[delivery]")
{
    Fake::Told told;
    told.is_held = true;
    {
        Courier courier(std::make_unique<Fake>(told), {.waiting_most = 3, .pauses = {}, .patience = 50ms});
        courier.take(mail());
        REQUIRE(eventually([&] { return told.tried == 1; }));
        for (int i = 0; i < 10; ++i)
            courier.take(mail()); // seven of them are dropped
        told.is_held = false;
        CHECK(eventually([&] { return told.carried == 4; }));
        told.is_held = true;
        courier.take(mail());
        REQUIRE(eventually([&] { return told.tried == 5; }));
    } // does not hang
    CHECK(told.tried == 5);
}

TEST_CASE("a code goes out before what can wait", "[delivery]")
{
    Fake::Told told;
    told.is_held = true;
    {
        Courier courier(std::make_unique<Fake>(told));
        courier.take(mail("first"));
        REQUIRE(eventually([&] { return told.tried == 1; }));
        courier.take(mail("second"));
        auto code = mail("code");
        code.kind = MessageKind::code;
        courier.take(code);
        told.is_held = false;
    }
    CHECK(told.texts == std::vector<std::string>{"first", "code", "second"});
}

TEST_CASE("what waits untried when the server stops is still tried", "[delivery]")
{
    Fake::Told told;
    {
        Courier courier(std::make_unique<Fake>(told));
        for (int i = 0; i < 20; ++i)
            courier.take(mail());
    }
    CHECK(told.carried == 20);
}

TEST_CASE("without a mail server messages are in the outbox, which the operator reads and nobody else", "[delivery]")
{
    Office office({});
    REQUIRE(office.post("/api/v1/codes", code_request).status == 201);
    auto const file = Outbox::file_in(office.folder / "data");
    REQUIRE(eventually([&] {
        auto const shown = Outbox::shown(file);
        return shown && shown->contains("sms to +15550102") && shown->contains("email to tess@riverside.example");
    }));
    struct stat state{};
    REQUIRE(::stat(file.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0600);

    // Also beside the running server.
    auto const shown = run(office.folder.path(), {"outbox", "--data", office.folder / "data"});
    CHECK(shown.status == 0);
    CHECK(shown.printed.contains("Your code to confirm a change"));
    auto const code = code_in(shown.printed);
    REQUIRE(code.size() == 6);
    CHECK(office.disable_theo(code).status == 200);
    CHECK_FALSE(office.server->printed().contains(code));
}

TEST_CASE("the outbox keeps the latest when it becomes large", "[delivery]")
{
    TemporaryFolder const folder;
    auto const file = Outbox::file_in(folder.path());
    Outbox outbox(file);
    std::atomic<bool> const never = false;
    auto const text = std::string(4'000, 'x');
    for (int i = 0; i < 600; ++i)
        REQUIRE(outbox.carry(mail(std::format("number {}. {}", i, text)), never));
    CHECK(std::filesystem::file_size(file) <= Outbox::bytes_most);
    auto const shown = Outbox::shown(file);
    REQUIRE(shown);
    CHECK(shown->contains("number 599."));
    CHECK_FALSE(shown->contains("number 0."));
    CHECK(shown->contains("number 480."));
}

TEST_CASE("options of delivery that don't fit together, or show a secret, are refused with a sentence", "[delivery]")
{
    TemporaryFolder const folder;
    folder.write("secret", "open sesame\n");
    folder.write("empty", "");
    struct Row {
        DeliveryOptions options;
        std::string_view says;
    };
    for (auto const& [options, says] : {
             Row{{.smtp_url = "https://mail.example", .smtp_from = "a@b.example"}, "--smtp-url must begin with smtps://"},
             Row{{.smtp_url = "smtp://", .smtp_from = "a@b.example"}, "name a host"},
             Row{{.smtp_url = "smtp://me:secret@mail.example", .smtp_from = "a@b.example"}, "no name or password"},
             Row{{.smtp_url = "smtps://mail.example"}, "--smtp-from"},
             Row{{.smtp_url = "smtps://mail.example", .smtp_from = "a@b\r\nX: y"}, "--smtp-from"},
             Row{{.smtp_url = "smtps://mail.example", .smtp_from = "a@b.example", .smtp_user = "me"}, "belong together"},
             Row{{.smtp_url = "smtps://mail.example", .smtp_from = "a@b.example", .smtp_user = "me",
                  .smtp_password_file = folder / "missing"}, "can't be read"},
             Row{{.smtp_url = "smtps://mail.example", .smtp_from = "a@b.example", .smtp_user = "me",
                  .smtp_password_file = folder / "empty"}, "can't be read, or is empty"},
             Row{{.smtp_from = "a@b.example"}, "need --smtp-url"},
             Row{{.sms_url = "http://gateway.example/send"}, "must be https://"},
             Row{{.sms_url = "https://token@gateway.example/send"}, "no name or password"},
             Row{{.sms_token_file = folder / "secret"}, "needs --sms-url"},
         }) {
        CAPTURE(says);
        auto const plan = DeliveryPlan::of(options, folder.path());
        REQUIRE_FALSE(plan);
        CHECK(plan.error().contains(says));
    }
    auto const plan = DeliveryPlan::of({.smtp_url = "smtps://mail.example:465", .smtp_from = "a@b.example", .smtp_user = "me",
                                        .smtp_password_file = folder / "secret"},
                                       folder.path());
    REQUIRE(plan);
    CHECK(plan->smtp->password == "open sesame");
    CHECK(plan->says() == "e-mail by mail.example, text messages in the outbox");
}
