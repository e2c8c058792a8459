// Client card of a route: when it runs, where clients connect, and a message that leads to it.
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/websocket/route_form.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>

namespace gw::ui {

namespace {

QString whenItRuns(const RouteContext& context)
{
    const std::string& key = context.route.routeKey;
    if (key == connectKey)
        return RouteForm::tr("Runs while the handshake is pending: an answer of 2xx lets the client in, any other "
                             "refuses it with that status. Its body never goes over the connection.");
    if (key == disconnectKey)
        return RouteForm::tr("Runs once after a connection ended, whoever closed it. Nobody is there to be answered.");
    if (key == defaultKey)
        return RouteForm::tr("Runs for messages that no other key fits, and for those that are no JSON.");
    return RouteForm::tr("Runs for messages whose %1 gives \"%2\".")
        .arg(fromUtf8(context.definition.routeSelectionExpression), fromUtf8(key));
}

class RouteClientForm final : public RouteForm
{
public:
    RouteClientForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        addSection(RouteForm::tr("When it runs"));
        m_when = add(new ToneLabel(theme, tone::muted));
        m_when->setWordWrap(true);
        addSection(RouteForm::tr("Address"));
        m_address = add(new ToneLabel(theme, tone::code));
        m_command = addCopied(RouteForm::tr("Copy wscat Command"), m_address);
        m_messageHead = addSection(RouteForm::tr("A message for it"));
        m_message = add(new ToneLabel(theme, tone::code));
        m_copyMessage = addCopied(RouteForm::tr("Copy Message"), m_message);
    }

    void showRoute(const RouteContext& context) override
    {
        m_when->setText(whenItRuns(context));
        const bool isServed = !context.address.isEmpty();
        m_address->setText(isServed ? QStringLiteral("wscat -c %1").arg(context.address)
                                    : RouteForm::tr("Start the gateway (F5) to connect."));
        m_command->setVisible(isServed);
        const json::Value message = exampleMessage(context.definition, context.route);
        const bool hasMessage = message.isObject();
        m_message->setText(hasMessage ? jsonText(message) : QString());
        for (QWidget* part : {m_messageHead, static_cast<QWidget*>(m_message), m_copyMessage})
            part->setVisible(hasMessage);
    }

private:
    QWidget* addCopied(const QString& text, ToneLabel* label)
    {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setWordWrap(true);
        auto* button = pushButton(text, this);
        QObject::connect(button, &QPushButton::clicked, this,
                         [label] { QGuiApplication::clipboard()->setText(label->text()); });
        addButtons({button});
        return button;
    }

    ToneLabel* m_when;
    ToneLabel* m_address;
    QWidget* m_command;
    QWidget* m_messageHead;
    ToneLabel* m_message;
    QWidget* m_copyMessage;
};

} // namespace

RouteForm* makeSocketClientForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteClientForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui
