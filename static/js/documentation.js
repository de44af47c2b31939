// The documentation of the API: Swagger UI over the schema whose address the page bears. It stands
// in a file since the policy of the site lets no page bring a script within itself.
const place = document.getElementById("swagger-ui");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
});
