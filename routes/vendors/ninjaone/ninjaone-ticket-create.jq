# A create change -> the body of POST /ticketing/ticket. The tag decides whose ticket it is; boards may not show tags, so
# the marker stands at the end of the subject too.
.marker as $marker
| others_of_condition as $others
| if .organization == null then
    {unsendable: "No organization of NinjaOne is named \(.about.site.name // "(unknown)"): name one so, or set organization-id for all sites without one"}
  else
    .payload
    + {clientId: .organization,
       ticketFormId: .form,
       status: .openStatus,
       subject: "\(.payload.subject) [\($marker)]",
       tags: ["caravan", $marker],
       description: {public: false, body: (.payload.description + $others)}}
  end
