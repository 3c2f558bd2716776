// The command line: options and help. What the commands do is in commands.cpp and serve.cpp.
#include "server-stub/commands.hpp"
#include "server-stub/decide.hpp"
#include "server-stub/log.hpp"
#include "server-stub/simulate/simulate.hpp"

#include <CLI/CLI.hpp>
#include <sodium.h>
#include <sys/stat.h>

#include <cstdio>
#include <print>

using namespace castellan::server;

namespace {

CLI::App* command(CLI::App& app, std::string const& name, std::string const& says, std::filesystem::path& data)
{
    auto* const made = app.add_subcommand(name, says);
    made->add_option("--data", data, "The data directory")->required();
    return made;
}

} // namespace

int main(int argc, char** argv)
{
    // Data, backups and exports hold password hashes and people: whatever this program makes is for its user alone.
    umask(077);

    if (sodium_init() < 0) {
        std::println(stderr, "castellan: libsodium can't be initialised.");
        return 1;
    }

    CLI::App app("Castellan: an admin console for organisations that guard things");
    app.require_subcommand(1);
    bool verbose = false;
    app.add_flag("--verbose", verbose, "Log each request, without personal data");

    std::filesystem::path data, to, from;
    std::string email;
    ServeOptions serving;
    InitOptions first;
    bool empty = false;

    auto* const serve_command = command(app, "serve", "Serve the console and its API", data);
    serve_command->add_option("--port", serving.port, "Port to listen on; 0 takes a free one")->capture_default_str();
    serve_command->add_option("--host", serving.address, "Address to listen on; loopback unless told otherwise")
        ->capture_default_str();
    serve_command->add_option("--www", serving.www, "Folder with the console's files");
    auto* const demo =
        serve_command->add_option("--demo", serving.demo, "Organisation document to begin an empty store with");
    serve_command->add_flag("--empty", empty, "Begin an empty store by a one-time link")->excludes(demo);
    serve_command->add_flag("--behind-tls", serving.behind_tls,
                            "A proxy in front speaks HTTPS: cookies are Secure, and its X-Forwarded-For is believed");
    serve_command->add_option("--public-origin,--public-url", serving.public_origin,
                              "Where people reach the console, also by links in messages: https://castellan.example");
    serve_command->add_option("--name", serving.names, "Further host name to answer to");
    serve_command
        ->add_option("--heartbeat", serving.heartbeat_s, "Seconds between two messages of a safe; without three it is offline")
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str();
    serve_command->add_option("--pair-to", serving.pair_to,
                              "File for pairing codes of the safes without a device, for `castellan simulate`");
    auto& delivery = serving.delivery;
    serve_command->add_option("--smtp-url", delivery.smtp_url,
                              "Mail server: smtps://mail.example, or smtp://mail.example:587 (STARTTLS)");
    serve_command->add_option("--smtp-from", delivery.smtp_from, "Address that messages come from");
    serve_command->add_option("--smtp-user", delivery.smtp_user, "Name to sign in to the mail server with");
    serve_command->add_option("--smtp-password-file", delivery.smtp_password_file, "File with the password for it");
    serve_command->add_option("--sms-url", delivery.sms_url,
                              "Gateway for text messages: gets a POST of {\"to\", \"text\"} for each");
    serve_command->add_option("--sms-token-file", delivery.sms_token_file, "File with the bearer token for it");
    serve_command->add_option("--delivery-ca", delivery.authorities,
                              "File of certificate authorities to believe of both, instead of the system's");

    serve_command->add_flag("--allow-private-webhooks", serving.private_webhooks,
                            "Webhooks may go to this machine and to private networks, and by http://");

    auto* const init_command =
        command(app, "init", "Create an organisation and its first person; reads the password", data);
    init_command->add_option("--organization", first.organization, "Its name")->required();
    init_command->add_option("--account", first.account, "Name of its first account")->required();
    init_command->add_option("--name", first.name, "Name of the first person")->required();
    init_command->add_option("--email", first.email, "E-mail of the first person")->required();

    auto* const verify_command = command(app, "verify", "Check that nothing of the log was altered or lost", data);
    auto* const export_command = command(app, "export", "Write the organisation document", data);
    export_command->add_option("--to", to, "File; standard output if left out");
    auto* const import_command = command(app, "import", "Begin an empty store with an organisation document", data);
    import_command->add_option("--from", from, "The document")->required();
    import_command->add_option("--password-for", email,
                               "E-mail of a person whose password is read, so that he can sign in");
    auto* const password_command =
        command(app, "password", "Set a person's password while the server is stopped", data);
    password_command->add_option("--email", email, "E-mail of the person")->required();
    auto* const factor_command = command(
        app, "remove-second-factor", "Take away a person's second factor, which he has lost, while the server is stopped", data);
    factor_command->add_option("--email", email, "E-mail of the person")->required();
    std::string serial;
    auto* const pair_command =
        command(app, "pair", "Make pairing codes for safes without a device, while the server is stopped", data);
    pair_command->add_option("--serial", serial, "Serial number of one safe, whether it has a device or not");
    pair_command->add_option("--to", to, "File for the codes, a line each; standard output if left out");

    SimulateOptions simulated;
    auto* const simulate_command = app.add_subcommand("simulate", "Play a fleet of safes over the devices' own protocol");
    simulate_command->add_option("--server", simulated.server, "Where the server is")->capture_default_str();
    simulate_command->add_option("--safes", simulated.safes, "How many safes to play at most")->capture_default_str();
    simulate_command->add_option("--seed", simulated.seed, "Of what they do and when")->capture_default_str();
    simulate_command->add_option("--codes", simulated.codes, "File of pairing codes: `serve --pair-to`, `pair --to`");
    simulate_command->add_option("--email", simulated.email,
                                 "Who has pairing codes made, if there is no file; reads the password");
    simulate_command->add_option("--keys", simulated.keys, "File for the devices' keys, so that they are the same the next time");
    simulate_command->add_option("--seconds", simulated.seconds, "How long; until it is stopped if left out");
    simulate_command->add_flag("--steady", simulated.steady, "No safe goes away, and no order fails");

    auto* const outbox_command =
        command(app, "outbox", "Show the messages that nothing was configured to deliver", data);
    auto* const backup_command =
        command(app, "backup", "Copy the data into one file, also while the server runs", data);
    backup_command->add_option("--to", to, "The new file")->required();
    auto* const restore_command = command(app, "restore", "Put a backup into an empty data directory", data);
    restore_command->add_option("--from", from, "The backup")->required();

    auto const* const matrix_command =
        app.add_subcommand("matrix", "Print who may do what, by which rule, as Markdown");

    std::filesystem::path world;
    std::string question;
    bool applies = false;
    auto* const decide_command =
        app.add_subcommand("decide", "Answer questions to the rules, one JSON object a line, from standard input");
    decide_command->add_option("--world", world, "Organisation document")->required();
    decide_command->add_flag("--apply", applies, "Allowed changes take effect before the next line is judged");
    auto* const explain_command = app.add_subcommand("explain", "Print the chain that leads to the answer of a question");
    explain_command->add_option("--world", world, "Organisation document")->required();
    explain_command->add_option("question", question, "The question; read from standard input if left out");

    CLI11_PARSE(app, argc, argv);
    if (verbose)
        log::set_level(log::Level::debug);

    serving.data = first.data = data;
    if (serve_command->parsed())
        return serve(serving);
    if (init_command->parsed())
        return init(first);
    if (verify_command->parsed())
        return verify(data);
    if (export_command->parsed())
        return export_document(data, to);
    if (import_command->parsed())
        return import_document(data, from, email);
    if (password_command->parsed())
        return set_password(data, email);
    if (factor_command->parsed())
        return remove_second_factor(data, email);
    if (pair_command->parsed())
        return pair(data, serial, to);
    if (simulate_command->parsed())
        return simulate(simulated);
    if (outbox_command->parsed())
        return show_outbox(data);
    if (backup_command->parsed())
        return backup(data, to);
    if (restore_command->parsed())
        return restore(data, from);
    if (matrix_command->parsed())
        return print_matrix();
    if (decide_command->parsed())
        return decide(world, applies);
    if (explain_command->parsed())
        return explain(world, question);
    return 0;
}
