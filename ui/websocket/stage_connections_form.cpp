// connectionLimits of a stage (reference 3.1, 5).
#include "ui/websocket/stage_connections_form.h"

#include "ui/models/number_text.h"

namespace gw::ui {

namespace {

class ConnectionsForm final : public StageForm
{
public:
    ConnectionsForm(const Theme& theme, ApplyStageChange apply) : StageForm(theme, std::move(apply))
    {
        addSection(StageForm::tr("How long connections last"),
                   StageForm::tr("As the service has it, a connection ends after 10 minutes in which nothing was sent "
                                 "either way, and after 2 hours whatever was sent. End them sooner to see what clients "
                                 "make of it. What is changed here goes for new connections."));
        m_idle = addSeconds(StageForm::tr("Idle timeout (s)"), QStringLiteral("600"),
                            &ConnectionLimits::idleTimeoutInSeconds, ConnectionLimits::longestIdleSeconds);
        m_duration = addSeconds(StageForm::tr("Maximum duration (s)"), QStringLiteral("7200"),
                                &ConnectionLimits::maximumDurationInSeconds, ConnectionLimits::longestDurationSeconds);
        addRow({m_idle, m_duration});
        m_none =
            add(new CheckField(m_theme, StageForm::tr("No limits: no time ends a connection, and messages may have "
                                                      "64 MiB instead of 128 KiB")));
        m_none->setHelp(StageForm::tr("Here alone. In AWS the limits stay."));
        m_none->setCommit([this](const QString& value) {
            return change(StageForm::tr("Change Connection Limits"),
                          [&](Stage& stage) { stage.connectionLimits.none = value == QLatin1String("true"); });
        });
    }

    void showStage(const StageContext& context) override
    {
        const ConnectionLimits& limits = context.stage.connectionLimits;
        m_none->setValue(limits.none);
        m_idle->setValue(numberText(limits.idleTimeoutInSeconds));
        m_duration->setValue(numberText(limits.maximumDurationInSeconds));
        m_idle->setEnabled(!limits.none);
        m_duration->setEnabled(!limits.none);
    }

private:
    TextField* addSeconds(const QString& label, const QString& usual, std::optional<int> ConnectionLimits::*member,
                          int most)
    {
        auto* field = new TextField(m_theme, label);
        field->setPlaceholder(usual);
        field->setCommit([this, label, member, most](const QString& text) {
            std::optional<int> seconds;
            if (QString refusal = readNumber(text, seconds); !refusal.isEmpty())
                return refusal;
            if (seconds && (*seconds < 1 || *seconds > most))
                return StageForm::tr("Write a number from 1 to %1.").arg(most);
            return change(
                StageForm::tr("Change Connection Limits"),
                [&](Stage& stage) { stage.connectionLimits.*member = seconds; }, label);
        });
        return field;
    }

    CheckField* m_none;
    TextField* m_idle;
    TextField* m_duration;
};

} // namespace

StageForm* makeStageConnectionsForm(const Theme& theme, ApplyStageChange apply)
{
    return new ConnectionsForm(theme, std::move(apply));
}

} // namespace gw::ui
