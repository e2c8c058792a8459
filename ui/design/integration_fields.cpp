// Shared fields of the integration editors.
#include "ui/design/integration_fields.h"

#include "ui/design/method_facts.h"
#include "ui/models/integration_checks.h"
#include "ui/widgets/empty_state.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <functional>

namespace gw::ui {

TargetField::TargetField(const Theme& theme, ApplyMethodChange apply, QWidget* parent)
    : QWidget(parent), m_field(new TextField(theme, tr("Target"), TextField::Kind::CodeLine))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    m_field->lineEdit()->setObjectName(QStringLiteral("target"));
    m_field->setCommit([this, apply = std::move(apply)](const QString& value) {
        const QString uri = value.trimmed();
        if (const QString problem = targetProblem(m_type, uri); !problem.isEmpty())
            return problem;
        return apply(
            tr("Change Target"),
            [&](Method& method) {
                if (method.integration)
                    method.integration->uri = uri.toStdString();
            },
            QStringLiteral("uri"));
    });
}

void TargetField::showIntegration(const Integration& integration)
{
    m_type = integration.type;
    const bool isHttp = m_type == IntegrationType::Http || m_type == IntegrationType::HttpProxy;
    m_field->setPlaceholder(isHttp ? QStringLiteral("http://localhost:8080/pets/{petId}")
                                   : QStringLiteral("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/…"));
    m_field->setHelp(isHttp ? tr("May hold path parameters, {petId}, and stage variables, ${stageVariables.backend}.")
                            : QString());
    m_field->setValue(fromUtf8(integration.uri));
}

std::vector<ChoiceField::Option> typeOptions()
{
    std::vector<ChoiceField::Option> options;
    for (const auto type : {IntegrationType::HttpProxy, IntegrationType::Http, IntegrationType::Mock,
                            IntegrationType::AwsProxy, IntegrationType::Aws})
        options.push_back({fromUtf8(toString(type)), fromUtf8(toString(type))});
    return options;
}

std::vector<ChoiceField::Option> contentHandlingOptions()
{
    return {{{}, TargetField::tr("As it comes: bytes and text stay what they are")},
            {QStringLiteral("CONVERT_TO_BINARY"), TargetField::tr("CONVERT_TO_BINARY: Base64 text to bytes")},
            {QStringLiteral("CONVERT_TO_TEXT"), TargetField::tr("CONVERT_TO_TEXT: bytes to Base64 text")}};
}

QWidget* makeNoIntegration(const Theme& theme, std::function<void(const MethodChange&)> add)
{
    auto* state = new EmptyState(theme, QStringLiteral("integration"), TargetField::tr("No integration"),
                                 TargetField::tr("The method answers with the examples of its method responses. Add an "
                                                 "integration to send requests to a backend."));
    QPushButton* button = state->addButton(TargetField::tr("Add HTTP Integration"), ButtonRole::Primary);
    QObject::connect(button, &QPushButton::clicked, state, [add = std::move(add)] {
        add([](Method& method) {
            Integration integration;
            integration.httpMethod = std::string(toString(method.verb));
            method.integration = integration;
        });
    });
    return state;
}

} // namespace gw::ui
