#include "ui/design/subtype_fields.h"

#include "core/api/integration_subtype.h"
#include "ui/design/method_facts.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace gw::ui {

namespace {

QString helpOf(SubtypeParameterKind kind)
{
    switch (kind) {
    case SubtypeParameterKind::Text:
        return {};
    case SubtypeParameterKind::Number:
        return SubtypeFields::tr("A whole number.");
    case SubtypeParameterKind::List:
        return SubtypeFields::tr("A list: of JSON, or separated by commas.");
    case SubtypeParameterKind::Object:
        return SubtypeFields::tr("An object of JSON.");
    case SubtypeParameterKind::Bytes:
        return SubtypeFields::tr("Goes on as bytes.");
    }
    return {};
}

QString whenMissing()
{
    return SubtypeFields::tr("The action needs it: without it the request is refused.");
}

QStringList sources()
{
    return {QStringLiteral("$request.body"),    QStringLiteral("$request.body."),
            QStringLiteral("$request.header."), QStringLiteral("$request.querystring."),
            QStringLiteral("$request.path."),   QStringLiteral("$context.requestId"),
            QStringLiteral("$stageVariables.")};
}

} // namespace

SubtypeFields::SubtypeFields(const Theme& theme, ApplyMethodChange apply, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_apply(std::move(apply)), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void SubtypeFields::addParameter(const std::string& name, bool isRequired, const QString& help)
{
    const QString label = isRequired ? tr("%1 (required)").arg(fromUtf8(name)) : fromUtf8(name);
    auto* field = new TextField(m_theme, label, TextField::Kind::CodeLine);
    field->lineEdit()->setObjectName(QStringLiteral("subtype.") + fromUtf8(name));
    field->setCompletions(sources());
    field->setHelp(help);
    field->setCommit([this, name, isRequired](const QString& value) {
        const QString refusal = m_apply(
            tr("Change %1").arg(fromUtf8(name)),
            [&](Method& method) {
                if (!method.integration)
                    return;
                StringMap& parameters = method.integration->requestParameters;
                if (value.isEmpty())
                    removeFrom(parameters, name);
                else
                    setIn(parameters, name, value.toStdString());
            },
            QStringLiteral("subtype.") + fromUtf8(name));
        return refusal.isEmpty() && isRequired && value.isEmpty() ? whenMissing() : refusal;
    });
    m_fields->layout()->addWidget(field);
    m_parameters.push_back({name, field, isRequired});
}

void SubtypeFields::build(const std::string& subtype)
{
    if (m_fields) {
        m_fields->hide();
        m_fields->deleteLater(); // a field of it may be what led here
    }
    m_parameters.clear();
    m_subtype = subtype;
    m_fields = new QWidget;
    auto* column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::l);
    m_column->addWidget(m_fields);
    const IntegrationSubtype* known = findIntegrationSubtype(subtype);
    if (!known) {
        column->addWidget(new ToneLabel(
            m_theme, tone::error,
            tr("%1 is no action that HTTP APIs know. Choose one on the Integration card.").arg(fromUtf8(subtype))));
        return;
    }
    column->addWidget(new ToneLabel(
        m_theme, tone::muted,
        tr("Parameters of %1. Values are texts, or places such as $request.body.name.").arg(fromUtf8(subtype))));
    for (const bool required : {true, false})
        for (const SubtypeParameter& parameter : known->parameters)
            if (parameter.isRequired == required)
                addParameter(std::string(parameter.name), required, helpOf(parameter.kind));
    addParameter(std::string(subtypeRegion), false, {});
}

void SubtypeFields::showIntegration(const Integration& integration, const std::shared_ptr<const Project>& project)
{
    if (integration.integrationSubtype.empty())
        return;
    if (integration.integrationSubtype != m_subtype)
        build(integration.integrationSubtype);
    for (const Parameter& parameter : m_parameters) {
        const std::string* value = findIn(integration.requestParameters, parameter.name);
        parameter.field->setValue(value ? fromUtf8(*value) : QString());
        parameter.field->showError(parameter.isRequired && !value ? whenMissing() : QString());
        if (parameter.name == subtypeRegion && project)
            parameter.field->setPlaceholder(fromUtf8(project->aws.region));
    }
}

} // namespace gw::ui
