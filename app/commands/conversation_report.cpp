// The four forms of a report.
#include "app/commands/conversation_report.h"

#include "core/json/text.h"

#include <algorithm>

#include <QXmlStreamWriter>

namespace gw::cli {

namespace {

using Plays = std::vector<PlayedConversation>;

std::string reasonOf(const PlayedConversation& play)
{
    const console::ConversationOutcome& outcome = play.outcome;
    if (outcome.error) {
        const std::string place =
            outcome.error->position.line > 0 ? "line " + std::to_string(outcome.error->position.line) + ": " : "";
        return "The script cannot be read: " + place + outcome.error->message + ' ' + outcome.error->hint;
    }
    if (outcome.failure)
        return sentence(*outcome.failure).toStdString();
    return outcome.isCanceled ? "Canceled." : "";
}

std::string seconds(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000, 'f', 3).toStdString();
}

std::ptrdiff_t failures(const Plays& plays)
{
    return std::count_if(plays.begin(), plays.end(),
                         [](const PlayedConversation& play) { return !play.outcome.passed(); });
}

std::string forPeople(const Plays& plays, bool color)
{
    std::string text;
    for (const PlayedConversation& play : plays) {
        const bool passed = play.outcome.passed();
        const std::string verdict = passed ? "passed" : "FAILED";
        text += (color ? (passed ? "\033[1;32m" : "\033[1;31m") + verdict + "\033[0m" : verdict) + "  " +
                play.path.toStdString() + "  (" + std::to_string(play.outcome.total) + " steps, " +
                seconds(play.outcome.took) + " s)\n";
        if (!passed)
            text += "        " + reasonOf(play) + '\n';
    }
    return text + std::to_string(static_cast<std::ptrdiff_t>(plays.size()) - failures(plays)) + " passed, " +
           std::to_string(failures(plays)) + " failed\n";
}

// XML 1.0 knows no other control characters, whatever an escape would say.
QString xmlText(std::string_view text)
{
    QString out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar& c : out) {
        if ((c < u' ' && c != u'\n' && c != u'\t') || c == QChar(0xFFFE) || c == QChar(0xFFFF))
            c = QChar::ReplacementCharacter;
    }
    return out;
}

std::string asJUnit(const Plays& plays)
{
    QString text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    const auto errors = std::count_if(plays.begin(), plays.end(),
                                      [](const PlayedConversation& play) { return play.outcome.error.has_value(); });
    xml.writeStartElement(QStringLiteral("testsuites"));
    xml.writeStartElement(QStringLiteral("testsuite"));
    xml.writeAttribute(QStringLiteral("name"), QStringLiteral("gatewright"));
    xml.writeAttribute(QStringLiteral("tests"), QString::number(plays.size()));
    xml.writeAttribute(QStringLiteral("failures"), QString::number(failures(plays) - errors));
    xml.writeAttribute(QStringLiteral("errors"), QString::number(errors));
    for (const PlayedConversation& play : plays) {
        xml.writeStartElement(QStringLiteral("testcase"));
        xml.writeAttribute(QStringLiteral("name"), xmlText(play.path.section(u'/', -1).toStdString()));
        xml.writeAttribute(QStringLiteral("classname"), xmlText(play.path.toStdString()));
        xml.writeAttribute(QStringLiteral("file"), xmlText(play.file.toStdString()));
        xml.writeAttribute(QStringLiteral("time"), QString::fromStdString(seconds(play.outcome.took)));
        if (!play.outcome.passed()) {
            xml.writeStartElement(play.outcome.error ? QStringLiteral("error") : QStringLiteral("failure"));
            xml.writeAttribute(QStringLiteral("message"), xmlText(reasonOf(play)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return text.toStdString();
}

json::Value asJson(const PlayedConversation& play)
{
    json::Value value = json::Value::object();
    value.set("path", play.path.toStdString());
    value.set("file", play.file.toStdString());
    value.set("passed", play.outcome.passed());
    value.set("steps", play.outcome.total);
    value.set("sent", static_cast<std::int64_t>(play.outcome.sent));
    value.set("received", static_cast<std::int64_t>(play.outcome.received));
    value.set("milliseconds", static_cast<std::int64_t>(play.outcome.took.count()));
    if (play.outcome.error)
        value.set("error", reasonOf(play));
    if (const auto& failure = play.outcome.failure) {
        json::Value why = json::Value::object();
        why.set("step", failure->step);
        why.set("line", failure->line);
        why.set("client", failure->client.toStdString());
        why.set("expected", failure->expected.toStdString());
        why.set("got", failure->got.toStdString());
        why.set("timedOut", play.outcome.hasTimedOut);
        value.set("failure", std::move(why));
    }
    return value;
}

std::string asTap(const Plays& plays)
{
    std::string text = "TAP version 13\n1.." + std::to_string(plays.size()) + '\n';
    for (std::size_t i = 0; i < plays.size(); ++i) {
        QString name = plays[i].path;
        name.replace(u'#', u' ');
        text +=
            (plays[i].outcome.passed() ? "ok " : "not ok ") + std::to_string(i + 1) + " - " + name.toStdString() + '\n';
        if (!plays[i].outcome.passed())
            text += "# " + QString::fromStdString(reasonOf(plays[i])).simplified().toStdString() + '\n';
    }
    return text;
}

} // namespace

std::string conversationReport(const Plays& plays, const std::string& reporter, bool color)
{
    if (reporter == "junit")
        return asJUnit(plays);
    if (reporter == "tap")
        return asTap(plays);
    if (reporter != "json")
        return forPeople(plays, color);
    json::Array all;
    for (const PlayedConversation& play : plays)
        all.push_back(asJson(play));
    return json::writeJsonPretty(json::Value(std::move(all))) + '\n';
}

} // namespace gw::cli
