# A create change -> the body of POST /tickets.
.payload + {reference: .marker}
