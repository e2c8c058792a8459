// Integration Response and Method Response cards of a route: how the integration's answer is changed, by its status,
// and what comes to it on the way to the client (reference 2.5, 2.6).
#include "ui/design/method_facts.h"
#include "ui/design/route_forms.h"
#include "ui/design/route_mapping_table.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

namespace gw::ui {

namespace {

class RouteIntegrationResponseForm final : public MethodForm
{
public:
    RouteIntegrationResponseForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        m_head = addSection(MethodForm::tr("Parameter mapping"),
                            MethodForm::tr("Changes answers of one status of the integration. The body goes back as it "
                                           "came."));
        m_none = add(new EmptyState(theme, QStringLiteral("arrow-left"), MethodForm::tr("No integration"),
                                    MethodForm::tr("The route answers with its examples; there is nothing to map.")));
        m_mappings =
            add(makeRouteMappingTable(theme, MappingSide::Response,
                                      [this](const QString& name, const MethodChange& c) { return change(name, c); }));
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        m_none->setVisible(!integration);
        m_head->setVisible(integration.has_value());
        m_mappings->setVisible(integration.has_value());
        if (integration)
            showRouteMappings(*m_mappings, MappingSide::Response, *integration, {});
    }

private:
    QWidget* m_head;
    EmptyState* m_none;
    TableEditor* m_mappings;
};

class RouteResponseForm final : public MethodForm
{
public:
    RouteResponseForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("What clients get"));
        m_answer = add(new ToneLabel(theme, {}));
        m_answer->setWordWrap(true);
        addSection(MethodForm::tr("Pages of other origins"));
        m_cors = add(new ToneLabel(theme, {}));
        m_cors->setWordWrap(true);
        auto* open = pushButton(MethodForm::tr("CORS of This API"), this);
        QObject::connect(open, &QPushButton::clicked, this, &MethodForm::corsRequested);
        addButtons({open});
    }

    void showMethod(const MethodContext& context) override
    {
        const auto& integration = context.method.integration;
        const bool isFunction =
            integration && integration->type == IntegrationType::AwsProxy && integration->integrationSubtype.empty();
        m_answer->setText(
            !integration ? MethodForm::tr("The examples that the document gives for the route's responses.")
            : isFunction ? MethodForm::tr("What the function answers: an object with statusCode, headers and body; in "
                                          "payload format 2.0 any JSON, which is then the body of a 200.")
            : !integration->integrationSubtype.empty()
                ? MethodForm::tr("The service's own answer: its status and body as they come.")
                : MethodForm::tr("The endpoint's answer: status, headers and body as they come, but for what the "
                                 "Integration Response card changes."));
        const OpenApiDefinition* definition = context.api.openApi();
        const auto& cors = definition ? definition->cors : std::optional<CorsConfiguration>();
        m_cors->setText(cors ? MethodForm::tr("The API's CORS configuration answers their preflight requests and adds "
                                              "its headers here; those of the integration are taken out.")
                             : MethodForm::tr("The API has no CORS configuration: browsers let pages of other origins "
                                              "read an answer only if the integration says so itself."));
    }

private:
    ToneLabel* m_answer;
    ToneLabel* m_cors;
};

} // namespace

MethodForm* makeRouteIntegrationResponseForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteIntegrationResponseForm(theme, std::move(apply));
}

MethodForm* makeRouteResponseForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteResponseForm(theme, std::move(apply));
}

} // namespace gw::ui
