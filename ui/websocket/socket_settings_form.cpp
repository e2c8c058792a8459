// What holds for a WebSocket API as a whole: how messages choose routes, with a place to try it; where keys are read;
// where the gateway listens (reference 3.2, 3.5).
#include "core/edit/edits.h"
#include "core/edit/edits_websocket.h"
#include "core/edit/edits_websocket_settings.h"
#include "ui/design/code_field.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/models/route_stand_in.h"
#include "ui/models/socket_mappings.h"
#include "ui/models/socket_route_choice.h"
#include "ui/session/gateway_session.h"
#include "ui/websocket/route_facts.h"
#include "ui/websocket/socket_forms.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>

namespace gw::ui {

namespace {

constexpr int messageHeight = 96;

class SocketSettingsForm final : public ApiForm
{
public:
    SocketSettingsForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway)
        : ApiForm(theme, std::move(apply)), m_gateway(gateway)
    {
        buildSelection();
        buildTrial();
        buildAccess();
        buildAbout();
        buildAddress();
    }

    void showApi(const Api& api) override
    {
        const auto* definition = std::get_if<WebSocketApi>(&api.definition);
        if (!definition)
            return;
        const bool isOther = api.id != m_id;
        m_id = api.id;
        m_shown = *definition;
        m_selection->setValue(fromUtf8(definition->routeSelectionExpression));
        m_keys->setValue(fromUtf8(definition->apiKeySelectionExpression));
        m_validates->setValue(!definition->disableSchemaValidation);
        m_endpoint->setValue(definition->disableExecuteApiEndpoint);
        m_version->setValue(fromUtf8(definition->version));
        m_description->setValue(fromUtf8(definition->description));
        if (isOther)
            offerMessage();
        showTrial();
        showAddress(api);
    }

private:
    using Set = std::function<void(WebSocketSettings&, const std::string&)>;

    QString put(const QString& name, const QString& field, const QString& value, const Set& set)
    {
        WebSocketSettings changed = settingsOf(m_shown);
        set(changed, value.toStdString());
        return apply(
            name, [&](Project p, ApiId api) { return setWebSocketSettings(std::move(p), api, changed); }, field);
    }

    Commit putting(const QString& name, const QString& field, Set set)
    {
        return [this, name, field, set = std::move(set)](const QString& value) { return put(name, field, value, set); };
    }

    void buildSelection()
    {
        addSection(tr("Route selection"),
                   tr("What of a message is compared with the routes' keys. What fits none takes $default."));
        m_selection = add(new TextField(m_theme, tr("Route selection expression"), TextField::Kind::CodeLine));
        m_selection->lineEdit()->setObjectName(QStringLiteral("routeSelection"));
        m_selection->setPlaceholder(QLatin1String(defaultRouteSelection));
        m_selection->setHelp(tr("A place in the message such as $request.body.action, or several with text between "
                                "them: ${request.body.action}-${request.body.room}."));
        m_selection->setCommit([this](const QString& value) {
            if (const QString problem = selectionProblem(value); !problem.isEmpty())
                return problem;
            return apply(
                tr("Change Route Selection"),
                [&](Project p, ApiId api) {
                    return setRouteSelectionExpression(std::move(p), api, value.toStdString());
                },
                QStringLiteral("routeSelection"));
        });
    }

    void buildTrial()
    {
        addSection(tr("Try it"), tr("A message, and the route it takes. Nothing is sent."));
        m_message = add(new CodeField(m_theme, tr("Message"), CodeEditor::Language::Json, messageHeight));
        m_message->editor()->setObjectName(QStringLiteral("trialMessage"));
        m_message->editor()->setAccessibleName(tr("Message to try"));
        QObject::connect(m_message->editor(), &QPlainTextEdit::textChanged, this, [this] { showTrial(); });
        m_chosen = add(new ToneLabel(m_theme, {Color::Text, fontSize::body, true, false}));
        m_chosen->setObjectName(QStringLiteral("trialRoute"));
        m_reason = add(new ToneLabel(m_theme, tone::muted));
        m_reason->setObjectName(QStringLiteral("trialReason"));
        for (ToneLabel* label : {m_chosen, m_reason}) {
            label->setWordWrap(true);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        }
    }

    // A message of the API's first own route, until somebody types another.
    void offerMessage()
    {
        json::Value message;
        for (const Cow<WebSocketRoute>& route : m_shown.routes)
            if (!message.isObject() && !route->isPredefined())
                message = exampleMessage(m_shown, *route);
        m_message->editor()->setPlainText(message.isObject() ? jsonText(message)
                                                             : QStringLiteral("{\n  \"action\": \"join\"\n}"));
    }

    void showTrial()
    {
        const RouteChoice choice = routeOf(m_shown, m_message->editor()->toPlainText());
        m_chosen->setText(!choice.isValid ? tr("The expression cannot be read")
                          : choice.route  ? tr("Route %1").arg(choice.routeKey)
                                          : tr("No route: the client gets \"Forbidden\""));
        m_chosen->setTone({choice.route ? Color::Success : Color::Danger, fontSize::body, true, false});
        m_reason->setText(choice.reason);
    }

    void buildAccess()
    {
        addSection(tr("API keys"), tr("Where a handshake shows its key, on a $connect route that asks for one."));
        m_keys = add(new ChoiceField(
            m_theme, tr("API key selection expression"),
            {{QLatin1String(apiKeyInHeader), tr("$request.header.x-api-key: a header of the handshake")},
             {QLatin1String(apiKeyOfAuthorizer),
              tr("$context.authorizer.usageIdentifierKey: what the authorizer says")}}));
        m_keys->setCommit([this](const QString& value) {
            return apply(tr("Change API Key Selection"), [&](Project p, ApiId api) {
                return setApiKeySelectionExpression(std::move(p), api, value.toStdString());
            });
        });
        m_validates = add(new CheckField(m_theme, tr("Check messages against their models")));
        m_validates->setCommit(
            putting(tr("Change Message Validation"), {},
                    [](WebSocketSettings& api, const std::string& v) { api.disableSchemaValidation = v != "true"; }));
        m_endpoint = add(new CheckField(m_theme, tr("Reached through custom domain names only")));
        m_endpoint->setCommit(
            putting(tr("Change Default Endpoint"), {},
                    [](WebSocketSettings& api, const std::string& v) { api.disableExecuteApiEndpoint = v == "true"; }));
    }

    void buildAbout()
    {
        addSection(tr("About"));
        m_version = add(new TextField(m_theme, tr("Version")));
        m_version->setCommit(putting(tr("Edit Version"), QStringLiteral("version"),
                                     [](WebSocketSettings& api, const std::string& v) { api.version = v; }));
        m_description = add(new TextField(m_theme, tr("Description"), TextField::Kind::Paragraph));
        m_description->setCommit(putting(tr("Edit Description"), QStringLiteral("description"),
                                         [](WebSocketSettings& api, const std::string& v) { api.description = v; }));
    }

    void buildAddress()
    {
        addSection(tr("Address"), tr("Where the gateway listens for this API alone, beside the project's port."));
        m_host = new TextField(m_theme, tr("Host"), TextField::Kind::CodeLine);
        m_host->setPlaceholder(QStringLiteral("127.0.0.1"));
        m_host->setCommit([this](const QString& value) { return setAddress(value.trimmed(), m_shownPort); });
        m_port = new TextField(m_theme, tr("Port"), TextField::Kind::CodeLine);
        m_port->setPlaceholder(tr("Any free one"));
        m_port->setCommit([this](const QString& value) {
            bool isNumber = false;
            const int port = value.trimmed().toInt(&isNumber);
            if (!value.trimmed().isEmpty() && (!isNumber || port < 1 || port > 65535))
                return tr("A port is a number from 1 to 65535; empty means any free one.");
            return setAddress(m_shownHost, port);
        });
        addRow({m_host, m_port});
        m_addresses = add(new ToneLabel(m_theme, tone::code));
        m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    QString setAddress(const QString& host, int port)
    {
        return apply(
            tr("Change Address"),
            [&](Project p, ApiId api) { return setApiAddress(std::move(p), api, host.toStdString(), port); },
            QStringLiteral("address"));
    }

    void showAddress(const Api& api)
    {
        m_shownHost = fromUtf8(api.host);
        m_shownPort = api.port;
        m_host->setValue(m_shownHost);
        m_port->setValue(api.port > 0 ? QString::number(api.port) : QString());
        QStringList addresses;
        for (const Stage& stage : api.stages)
            if (const QString address = withSocketScheme(m_gateway.invokeUrl(api.id, stage.id)); !address.isEmpty())
                addresses << address;
        m_addresses->setText(addresses.join(QLatin1Char('\n')));
        m_addresses->setVisible(!addresses.isEmpty());
    }

    GatewaySession& m_gateway;
    ApiId m_id;
    WebSocketApi m_shown;
    QString m_shownHost;
    int m_shownPort = 0;
    TextField* m_selection;
    CodeField* m_message;
    ToneLabel* m_chosen;
    ToneLabel* m_reason;
    ChoiceField* m_keys;
    CheckField* m_validates;
    CheckField* m_endpoint;
    TextField* m_version;
    TextField* m_description;
    TextField* m_host;
    TextField* m_port;
    ToneLabel* m_addresses;
};

} // namespace

ApiForm* makeSocketSettingsForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway)
{
    return new SocketSettingsForm(theme, std::move(apply), gateway);
}

} // namespace gw::ui
