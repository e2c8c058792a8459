// Integration Request card of a route: verb, payload format and time-out, and how the request is changed on its way;
// for an AWS service the parameters of its action (reference 2.3, 2.5).
#include "core/api/integration_subtype.h"
#include "core/edit/path_variables.h"
#include "ui/design/integration_fields.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_forms.h"
#include "ui/design/route_mapping_table.h"
#include "ui/design/subtype_fields.h"

#include <QComboBox>
#include <QLineEdit>

namespace gw::ui {

namespace {

constexpr int leastTimeout = 50;
constexpr int longestTimeout = 30'000;

QString timeoutFault(const QString& text)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return text.isEmpty() || (isNumber && value >= leastTimeout && value <= longestTimeout)
               ? QString()
               : MethodForm::tr("A time-out is a number from 50 to 30000; empty means 30000.");
}

std::vector<ChoiceField::Option> verbs()
{
    std::vector<ChoiceField::Option> options;
    for (const HttpVerb verb : allHttpVerbs)
        options.push_back({fromUtf8(toString(verb)),
                           verb == HttpVerb::Any ? MethodForm::tr("ANY (the client's)") : fromUtf8(toString(verb))});
    return options;
}

class RouteIntegrationRequestForm final : public MethodForm
{
public:
    RouteIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        m_parts.push_back(addSection(MethodForm::tr("What is sent on")));
        m_none = add(
            makeNoIntegration(theme, [this](const MethodChange& c) { change(MethodForm::tr("Add Integration"), c); }));
        buildCall();
        m_subtype = add(new SubtypeFields(theme, [this](const QString& name, const MethodChange& c,
                                                        const QString& field) { return change(name, c, field); }));
        m_mappingParts.push_back(addSection(
            MethodForm::tr("Parameter mapping"),
            MethodForm::tr("Changes the request after what goes on by itself: headers, query string and body.")));
        m_mappings =
            add(makeRouteMappingTable(theme, MappingSide::Request,
                                      [this](const QString& name, const MethodChange& c) { return change(name, c); }));
        m_mappingParts.push_back(m_mappings);
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_none->setVisible(!integration);
        for (QWidget* part : m_parts)
            part->setVisible(integration.has_value());
        const bool isService = integration && !integration->integrationSubtype.empty();
        m_subtype->setVisible(isService);
        for (QWidget* part : m_mappingParts)
            part->setVisible(integration && !isService);
        if (!integration)
            return;
        const bool isFunction = integration->type == IntegrationType::AwsProxy && !isService;
        m_verb->setVisible(integration->type == IntegrationType::HttpProxy);
        m_verb->setValue(integration->httpMethod.empty() ? QStringLiteral("ANY") : fromUtf8(integration->httpMethod));
        m_version->setVisible(isFunction);
        m_version->setValue(fromUtf8(integration->payloadFormatVersion));
        m_timeout->setValue(integration->timeoutInMillis ? QString::number(*integration->timeoutInMillis) : QString());
        m_subtype->showIntegration(*integration, context.project);
        showRouteMappings(*m_mappings, MappingSide::Request, *integration, variableNames(context.resource.path));
    }

private:
    void buildCall()
    {
        m_verb = new ChoiceField(m_theme, MethodForm::tr("HTTP method"), verbs());
        m_verb->setCommit(committingIntegration(MethodForm::tr("Change Integration Method"), {},
                                                [](Integration& i, const std::string& v) { i.httpMethod = v; }));
        m_version =
            new ChoiceField(m_theme, MethodForm::tr("Payload format"),
                            {{QStringLiteral("2.0"), MethodForm::tr("2.0: the event of HTTP APIs; simple answers")},
                             {QStringLiteral("1.0"), MethodForm::tr("1.0: the event REST APIs send")}});
        m_version->comboBox()->setObjectName(QStringLiteral("payloadFormat"));
        m_version->setCommit(
            committingIntegration(MethodForm::tr("Change Payload Format"), {},
                                  [](Integration& i, const std::string& v) { i.payloadFormatVersion = v; }));
        m_timeout = new TextField(m_theme, MethodForm::tr("Time-out (ms)"));
        m_timeout->setPlaceholder(QString::number(longestTimeout));
        m_timeout->setCommit([this](const QString& value) {
            if (const QString fault = timeoutFault(value.trimmed()); !fault.isEmpty())
                return fault;
            return change(
                MethodForm::tr("Change Time-out"),
                [&](Method& m) {
                    if (m.integration)
                        m.integration->timeoutInMillis =
                            value.trimmed().isEmpty() ? std::nullopt : std::optional(value.trimmed().toInt());
                },
                QStringLiteral("timeout"));
        });
        addRow({m_verb, m_version, m_timeout});
        m_parts.push_back(m_timeout);
        m_parts.push_back(m_verb);
        m_parts.push_back(m_version);
    }

    QWidget* m_none;
    std::vector<QWidget*> m_parts;
    std::vector<QWidget*> m_mappingParts;
    ChoiceField* m_verb;
    ChoiceField* m_version;
    TextField* m_timeout;
    SubtypeFields* m_subtype;
    TableEditor* m_mappings;
};

} // namespace

MethodForm* makeRouteIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteIntegrationRequestForm(theme, std::move(apply));
}

} // namespace gw::ui
